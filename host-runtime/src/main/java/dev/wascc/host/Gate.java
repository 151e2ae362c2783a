package dev.wascc.host;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Lets calls in until it is closed, and knows when the last one is out. No lock is held by who is inside. */
final class Gate {
    private static final int CLOSED = Integer.MIN_VALUE;

    private final AtomicInteger inside = new AtomicInteger();
    private final CountDownLatch empty = new CountDownLatch(1);

    /** Whether the call is in; it has to {@link #leave} then. */
    boolean enter() {
        if (inside.incrementAndGet() > 0) {
            return true;
        }
        leave();
        return false;
    }

    void leave() {
        if (inside.decrementAndGet() == CLOSED) {
            empty.countDown();
        }
    }

    void close() {
        if ((inside.getAndUpdate(count -> count | CLOSED) & Integer.MAX_VALUE) == 0) {
            empty.countDown();
        }
    }

    /** Waits until a closed gate has nobody inside; false where that took longer, or the thread was interrupted. */
    boolean awaitEmpty(long nanos) {
        try {
            return empty.await(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
