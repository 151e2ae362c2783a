package dev.wascc.host;

/**
 * Watches every call of a host, from outside of the checks and of all middleware: also those that are refused, each exactly once, as
 * they were asked. It can change, hold or refuse none; what one throws is logged, and the call goes on as without it.
 */
@FunctionalInterface
public interface CallObserver {
    /**
     * A call begins, on its thread. The calls that are made within it begin and end before it ends, on the same thread or where it was
     * {@link #carried} to.
     *
     * @param invocation as the caller asked for it; its payload is not a copy
     * @return is told the end, once
     */
    Observation begin(Invocation invocation);

    /**
     * A call goes on on another thread, for an actor that has a stack of its own, while the one that it is on now waits.
     *
     * @return the work with what this observer keeps for a thread around it; asked for on the thread that will wait, and run on the other
     */
    default Runnable carried(Runnable work) {
        return work;
    }

    /** One call that is watched. */
    interface Observation {
        /** @param answer not a copy; do not modify */
        void answered(byte[] answer);

        /** Refused, if {@link InvocationException#refusal()}; else it failed. */
        void failed(InvocationException failure);
    }
}
