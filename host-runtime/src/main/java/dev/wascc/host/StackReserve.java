package dev.wascc.host;

/**
 * Sees to it that a guest which has used up the stack ends in its own code. Without it, the overflow would strike in the middle of the host
 * or of a provider, between any two of their steps.
 */
final class StackReserve {
    /** About 64 KiB, compiled; more where it is interpreted. */
    private static final int FRAMES = 512;

    private StackReserve() {}

    /** @throws StackOverflowError here, where it does no harm, if so much is not left */
    static void require() {
        if (touch(FRAMES, 1, 2, 3, 4, 5, 6) == 0) {
            throw new IllegalStateException("the sum of positive numbers is not positive");
        }
    }

    private static long touch(int frames, long a, long b, long c, long d, long e, long f) {
        return frames == 0 ? a | 1 : touch(frames - 1, b, c, d, e, f, a) + (f & 1);
    }
}
