package dev.wascc.host.manifest;

import dev.wascc.host.ActorLimits;
import dev.wascc.wapc.GuestLimits;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Limits as a manifest has them; what is absent is as elsewhere.
 *
 * @param timeMs wall-clock milliseconds of one call
 * @param memoryMib of each instance, in MiB
 * @param payloadKib of one message, in KiB
 * @param stackKib of each call, in KiB; 0: the stack of the calling thread
 * @param callDepth actors that a chain of calls may be long
 */
public record Limits(
        @Nullable Integer timeMs,
        @Nullable Integer memoryMib,
        @Nullable Integer payloadKib,
        @Nullable Integer stackKib,
        @Nullable Integer callDepth) {
    /** Says nothing. */
    public static final Limits NONE = new Limits(null, null, null, null, null);

    private static final int PAGES_A_MEBIBYTE = 16;

    /** These, and where they say nothing, those. */
    public Limits over(Limits others) {
        return new Limits(
                timeMs == null ? others.timeMs : timeMs,
                memoryMib == null ? others.memoryMib : memoryMib,
                payloadKib == null ? others.payloadKib : payloadKib,
                stackKib == null ? others.stackKib : stackKib,
                callDepth == null ? others.callDepth : callDepth);
    }

    /** These, and where they say nothing, those. */
    public ActorLimits over(ActorLimits others) {
        GuestLimits guest = others.guest();
        guest = timeMs == null ? guest : guest.withCallTime(Duration.ofMillis(timeMs));
        guest = memoryMib == null ? guest : guest.withMemoryPages(memoryMib * PAGES_A_MEBIBYTE);
        guest = payloadKib == null ? guest : guest.withPayloadSize(payloadKib << 10);
        ActorLimits limits = others.withGuest(guest);
        limits = stackKib == null ? limits : limits.withStackSize(stackKib << 10);
        return callDepth == null ? limits : limits.withCallDepth(callDepth);
    }
}
