package dev.wascc.observability.trace;

import java.util.List;

/** Takes chains of calls, whole. */
public interface TraceSink extends AutoCloseable {
    /**
     * A chain of calls has ended. Called from several threads.
     *
     * @param calls in the order of their beginning; the first one is the outermost
     * @param more how many calls of the chain were left out, because it had too many
     */
    void write(List<TracedCall> calls, int more);

    /** Ends what is written. */
    @Override
    default void close() {}
}
