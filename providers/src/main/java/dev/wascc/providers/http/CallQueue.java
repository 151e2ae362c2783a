package dev.wascc.providers.http;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** Calls into one actor: so many at once, on their callers' threads, so many that wait without a thread, and no more. */
final class CallQueue {
    static final int MAX_RUNNING = 48;
    static final int MAX_WAITING = 256;

    private final Semaphore running;
    private final BlockingQueue<Runnable> waiting;

    CallQueue() {
        this(MAX_RUNNING, MAX_WAITING);
    }

    CallQueue(int maxRunning, int maxWaiting) {
        running = new Semaphore(maxRunning);
        waiting = new ArrayBlockingQueue<>(maxWaiting);
    }

    /** Runs it now or later; false where the queue is full, and it never runs. */
    boolean run(Runnable call) {
        if (running.tryAcquire()) {
            runAndRelease(call);
        } else if (!waiting.offer(call)) {
            return false;
        }
        // Whoever gave its place back after the look above may have found nobody waiting.
        while (!waiting.isEmpty() && running.tryAcquire()) {
            runAndRelease(waiting.poll());
        }
        return true;
    }

    private void runAndRelease(@Nullable Runnable first) {
        try {
            for (Runnable next = first; next != null; next = waiting.poll()) {
                next.run();
            }
        } finally {
            running.release();
        }
    }
}
