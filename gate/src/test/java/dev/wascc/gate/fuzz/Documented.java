package dev.wascc.gate.fuzz;

/** What a target may throw. */
final class Documented {
    private Documented() {}

    /** A refusal says something. */
    static void refusal(Exception e) {
        if (e.getMessage() == null || e.getMessage().isBlank()) {
            throw new IllegalStateException("refused without a word", e);
        }
    }
}
