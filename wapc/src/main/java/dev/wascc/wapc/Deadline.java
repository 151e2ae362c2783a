package dev.wascc.wapc;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The time limit of one guest's running call. Compiled code and the interpreter both look at the thread's interrupt flag;
 * the {@link Watchdog} sets it when the time is over. The states see to it that the interrupt never hits the thread after the call
 * has ended, and that it is taken back before the caller goes on.
 */
final class Deadline {
    private static final int IDLE = 0;
    private static final int RUNNING = 1;
    private static final int INTERRUPTING = 2;
    private static final int INTERRUPTED = 3;

    private final AtomicInteger state = new AtomicInteger(IDLE);
    private volatile @Nullable Thread thread;
    private volatile long endNanos;

    /** Starts the time for a call on this thread; false where a call is running already. */
    boolean begin(long nanos) {
        if (thread != null) {
            return false;
        }
        synchronized (this) {
            if (thread != null) {
                return false;
            }
            thread = Thread.currentThread();
        }
        endNanos = System.nanoTime() + nanos;
        state.set(RUNNING);
        return true;
    }

    /** Ends the time; true where the call was interrupted, and then the thread's flag is clear again. */
    boolean end() {
        while (!state.compareAndSet(RUNNING, IDLE)) {
            if (state.compareAndSet(INTERRUPTED, IDLE)) {
                Thread.interrupted();
                thread = null;
                return true;
            }
            Thread.onSpinWait();
        }
        thread = null;
        return false;
    }

    boolean expired() {
        return state.get() == INTERRUPTED;
    }

    /** Interrupts the call if its time is over; called by the watchdog. */
    void check(long now) {
        if (state.get() == RUNNING && endNanos - now <= 0) {
            interrupt(now);
        }
    }

    /** Interrupts the call, however much time it has left. */
    void stop() {
        interrupt(endNanos);
    }

    private void interrupt(long now) {
        if (state.compareAndSet(RUNNING, INTERRUPTING)) {
            // The call cannot end now, so this is its thread, and its time: it may be a later call than the one looked
            // at.
            Thread running = thread;
            boolean over = endNanos - now <= 0;
            if (over && running != null) {
                running.interrupt();
            }
            state.set(over ? INTERRUPTED : RUNNING);
        }
    }
}
