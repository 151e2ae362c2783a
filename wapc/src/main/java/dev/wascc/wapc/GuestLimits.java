package dev.wascc.wapc;

import java.time.Duration;

/**
 * What a guest may use up.
 *
 * @param callTime wall-clock time of one call or of the start, host calls included
 * @param memoryPages of 64 KiB, at most
 * @param payloadSize bytes of one request, response or host call, either way
 */
public record GuestLimits(Duration callTime, int memoryPages, int payloadSize) {
    private static final int MAX_PAGES = 65_536;

    public GuestLimits {
        if (callTime.isNegative()
                || callTime.isZero()
                || memoryPages < 1
                || memoryPages > MAX_PAGES
                || payloadSize < 0) {
            throw new IllegalArgumentException(
                    "limits are a time above 0, 1 to 65536 pages, and a payload size of 0 or more: " + callTime + ", "
                            + memoryPages + ", " + payloadSize);
        }
    }

    /** 10 seconds, 64 MiB, 6 MiB. */
    public static GuestLimits defaults() {
        return new GuestLimits(Duration.ofSeconds(10), 1024, 6 << 20);
    }

    public GuestLimits withCallTime(Duration time) {
        return new GuestLimits(time, memoryPages, payloadSize);
    }

    public GuestLimits withMemoryPages(int pages) {
        return new GuestLimits(callTime, pages, payloadSize);
    }

    public GuestLimits withPayloadSize(int bytes) {
        return new GuestLimits(callTime, memoryPages, bytes);
    }
}
