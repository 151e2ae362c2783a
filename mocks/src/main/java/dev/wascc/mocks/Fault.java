package dev.wascc.mocks;

import java.util.List;

/**
 * Calls that are to fail.
 *
 * @param every each of so many fails; 0: none by number
 * @param probability of each, 0 to 1
 * @param seed of the numbers that decide it, so that each run has the same faults
 * @param operations whose calls fail; empty: all
 * @param error what the actor is told
 */
record Fault(int every, double probability, long seed, List<String> operations, String error) {
    /** No faults. */
    static final Fault NONE = new Fault(0, 0, 0, List.of(), "");

    static Fault every(int calls, String error) {
        return new Fault(calls, 0, 0, List.of(), error);
    }

    boolean concerns(String operation) {
        return operations.isEmpty() || operations.contains(operation);
    }
}
