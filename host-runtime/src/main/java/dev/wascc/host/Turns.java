package dev.wascc.host;

import dev.wascc.host.HostException.Reason;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One change at a time for each name. A change may run code of guests and providers, which may hang: it holds up changes of the same
 * name only, and those not for ever. Calls never wait here.
 */
final class Turns {
    private static final class Turn {
        private final ReentrantLock lock = new ReentrantLock(true);
        private int holders;
    }

    /** What is to be done. */
    @FunctionalInterface
    interface Change {
        void make() throws HostException;
    }

    private final Map<String, Turn> turns = new ConcurrentHashMap<>();
    private final Duration patience;

    Turns(Duration patience) {
        this.patience = patience;
    }

    void take(String name, Change change) throws HostException {
        Turn turn = turns.compute(name, (key, present) -> {
            Turn used = present == null ? new Turn() : present;
            used.holders++;
            return used;
        });
        try {
            lock(name, turn);
            try {
                change.make();
            } finally {
                turn.lock.unlock();
            }
        } finally {
            turns.computeIfPresent(name, (key, present) -> --present.holders == 0 ? null : present);
        }
    }

    private void lock(String name, Turn turn) throws HostException {
        try {
            if (turn.lock.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HostException(Reason.BUSY, "interrupted while waiting for another change of " + name, e);
        }
        throw new HostException(
                Reason.BUSY,
                "another change of " + name + " has not ended within " + patience.toSeconds()
                        + " s; nothing was changed");
    }
}
