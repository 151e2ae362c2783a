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

    /** Ends the time; true where it had run out, and then the thread's flag is clear again. */
    boolean end() {
        boolean expired = !state.compareAndSet(RUNNING, IDLE);
        if (expired) {
            while (state.get() == INTERRUPTING) {
                Thread.onSpinWait();
            }
            Thread.interrupted();
            state.set(IDLE);
        }
        thread = null;
        return expired;
    }

    boolean expired() {
        return state.get() >= INTERRUPTING;
    }

    /** Interrupts the call if its time is over; called by the watchdog alone. */
    void check(long now) {
        Thread running = thread;
        if (running != null && endNanos - now <= 0 && state.compareAndSet(RUNNING, INTERRUPTING)) {
            running.interrupt();
            state.set(INTERRUPTED);
        }
    }
}
