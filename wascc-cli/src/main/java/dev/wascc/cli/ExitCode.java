package dev.wascc.cli;

import java.util.List;

/** Exit codes that are not of a rule of the verifier, and which one counts where several files have one each. */
final class ExitCode {
    static final int OK = 0;
    static final int UNEXPECTED = 1;
    static final int USAGE = 2;
    static final int NOT_FOUND = 11;
    static final int EXPIRED = 13;
    static final int POLICY = 14;
    static final int ACTOR_FAILED = 20;

    /** What could not be looked at at all comes before what was looked at and refused; the latter as in {@code Rule.ExitClass}. */
    private static final List<Integer> MOST_FUNDAMENTAL_FIRST =
            List.of(UNEXPECTED, USAGE, NOT_FOUND, 15, 12, 10, EXPIRED, POLICY, ACTOR_FAILED, OK);

    private ExitCode() {}

    static int moreFundamental(int one, int other) {
        return MOST_FUNDAMENTAL_FIRST.indexOf(one) <= MOST_FUNDAMENTAL_FIRST.indexOf(other) ? one : other;
    }
}
