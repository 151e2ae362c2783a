package dev.wascc.wapc;

import java.lang.ref.WeakReference;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/** One daemon thread that looks at all running calls every few milliseconds. A call costs it nothing but a field. */
final class Watchdog {
    private static final long PERIOD_NANOS = 10_000_000;
    private static final Queue<WeakReference<Deadline>> DEADLINES = new ConcurrentLinkedQueue<>();

    static {
        Thread thread = new Thread(Watchdog::watch, "wapc-watchdog");
        thread.setDaemon(true);
        thread.setPriority(Thread.MAX_PRIORITY);
        thread.start();
    }

    private Watchdog() {}

    /** Watches the calls of a guest for as long as the guest is held by somebody. */
    static Deadline newDeadline() {
        Deadline deadline = new Deadline();
        DEADLINES.add(new WeakReference<>(deadline));
        return deadline;
    }

    private static void watch() {
        while (true) {
            LockSupport.parkNanos(PERIOD_NANOS);
            long now = System.nanoTime();
            DEADLINES.removeIf(reference -> {
                Deadline deadline = reference.get();
                if (deadline != null) {
                    deadline.check(now);
                }
                return deadline == null;
            });
        }
    }
}
