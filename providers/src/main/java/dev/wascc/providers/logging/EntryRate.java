package dev.wascc.providers.logging;

import java.time.Clock;

/** How many entries an actor may write in a second, and how many were left out because it wrote more. */
final class EntryRate {
    private final int most;
    private final Clock clock;
    private long second;
    private int written;
    private long dropped;

    EntryRate(int most, Clock clock) {
        this.most = most;
        this.clock = clock;
    }

    /**
     * Whether one more entry is written.
     *
     * @return how many were left out before it, -1 where it is left out itself
     */
    synchronized long taken() {
        long now = clock.instant().getEpochSecond();
        if (now != second) {
            second = now;
            written = 0;
        }
        if (written >= most) {
            dropped++;
            return -1;
        }
        written++;
        return rest();
    }

    /** How many were left out and not told of yet; they are told of now. */
    synchronized long rest() {
        long untold = dropped;
        dropped = 0;
        return untold;
    }
}
