package dev.wascc.host;

import dev.wascc.wapc.GuestLimits;

/**
 * What an actor, or the module of a portable provider, may use up.
 *
 * @param guest of each instance: time, memory, sizes
 * @param callDepth how many actors one chain of calls may be long where this one is its last; 1 to 64
 * @param stackSize bytes of stack for each call, which then runs on a thread of its own, 64 KiB to 64 MiB; 0: what is left of the calling
 *     thread's
 */
public record ActorLimits(GuestLimits guest, int callDepth, int stackSize) {
    public static final int DEFAULT_CALL_DEPTH = 16;
    public static final int MAX_CALL_DEPTH = 64;
    public static final int MIN_STACK = 64 << 10;
    public static final int MAX_STACK = 64 << 20;

    public ActorLimits {
        if (callDepth < 1 || callDepth > MAX_CALL_DEPTH) {
            throw new IllegalArgumentException("a chain of calls is 1 to 64 actors long, not " + callDepth);
        }
        if (stackSize != 0 && (stackSize < MIN_STACK || stackSize > MAX_STACK)) {
            throw new IllegalArgumentException(
                    "a stack has 64 KiB to 64 MiB, or 0 for the calling thread's, not " + stackSize + " bytes");
        }
    }

    /** {@link GuestLimits#defaults()}, 16 actors, the stack of the calling thread. */
    public static ActorLimits defaults() {
        return new ActorLimits(GuestLimits.defaults(), DEFAULT_CALL_DEPTH, 0);
    }

    public ActorLimits withGuest(GuestLimits other) {
        return new ActorLimits(other, callDepth, stackSize);
    }

    public ActorLimits withCallDepth(int actors) {
        return new ActorLimits(guest, actors, stackSize);
    }

    public ActorLimits withStackSize(int bytes) {
        return new ActorLimits(guest, callDepth, bytes);
    }
}
