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
        MALFORMED(15, "form"),
        SIGNATURE(12, "signature"),
        UNSIGNED(10, "signing"),
        VALIDITY(13, "validity"),
        POLICY(14, "policy");

        private final int exitCode;
        private final String word;

        ExitClass(int exitCode, String word) {
            this.exitCode = exitCode;
            this.word = word;
        }

        /** What is violated, for messages. */
        public String word() {
            return word;
        }

        public int exitCode() {
            return exitCode;
        }
    }
}
