package dev.wascc.wapc;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * What a guest gets by way of WASI. It never has arguments, an environment, a standard input or sockets.
 *
 * @param files what it finds under {@code /}
 * @param clock of its {@code CLOCK_REALTIME}
 * @param nanoTime of all its other clocks, in nanoseconds from any beginning
 * @param random may be asked by several guests at a time
 */
public record WasiSettings(GuestFiles files, Clock clock, LongSupplier nanoTime, RandomGenerator random) {
    private static final WasiSettings DEFAULTS =
            new WasiSettings(GuestFiles.none(), Clock.systemUTC(), System::nanoTime, new SecureRandom());

    /** No files, the system's clocks, and secure randomness. */
    public static WasiSettings defaults() {
        return DEFAULTS;
    }

    public WasiSettings withFiles(GuestFiles granted) {
        return new WasiSettings(granted, clock, nanoTime, random);
    }

    /** This clock for all of a guest's clocks, so that a fixed one makes its runs repeatable. */
    public WasiSettings withClock(Clock used) {
        return new WasiSettings(files, used, () -> nanos(used.instant()), random);
    }

    public WasiSettings withRandom(RandomGenerator used) {
        return new WasiSettings(files, clock, nanoTime, used);
    }

    long realtime() {
        return nanos(clock.instant());
    }

    private static long nanos(Instant instant) {
        return TimeUnit.SECONDS.toNanos(instant.getEpochSecond()) + instant.getNano();
    }
}
