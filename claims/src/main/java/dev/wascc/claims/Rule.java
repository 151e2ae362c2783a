package dev.wascc.claims;

/** Something a signed actor can be refused for. Ids are stable: reports, policies and documentation name them. */
public interface Rule {
    /** {@code WASCC-S003} and the like. */
    String id();

    /** A few words, the same for every finding of this rule. */
    String title();

    /** Which kind of refusal this is; decides the exit code. */
    ExitClass exitClass();

    /** The kinds of refusal, most fundamental first: with several findings the first of these decides the exit code. */
    enum ExitClass {
        MALFORMED(15),
        SIGNATURE(12),
        UNSIGNED(10),
        VALIDITY(13),
        POLICY(14);

        private final int exitCode;

        ExitClass(int exitCode) {
            this.exitCode = exitCode;
        }

        public int exitCode() {
            return exitCode;
        }
    }
}
