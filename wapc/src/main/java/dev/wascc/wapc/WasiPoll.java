package dev.wascc.wapc;

/**
 * {@code poll_oneoff} that ends when its thread is interrupted. Clocks are waited for; files are always ready.
 *
 * @param size of a subscription: 48 bytes in preview 1, 56 in wasi_unstable, whose clocks have an identifier more
 * @param clock offset of the clock's id in it
 */
record WasiPoll(int size, int clock) {
    private static final int EVENT_SIZE = 32;
    private static final int MAX_SUBSCRIPTIONS = 1024;
    private static final int REALTIME = 0;
    private static final int TYPE_CLOCK = 0;
    private static final int ABSOLUTE = 1;

    void poll(WasiSettings settings, GuestMemory memory, long... args) {
        long count = args[2] & 0xffff_ffffL;
        if (count == 0 || count > MAX_SUBSCRIPTIONS) {
            throw Errno.INVAL.failure();
        }
        memory.require(args[0], count * size);
        memory.require(args[1], count * EVENT_SIZE);
        memory.require(args[3], 4);
        long[] waits = new long[(int) count];
        long wait = Long.MAX_VALUE;
        for (int i = 0; i < count; i++) {
            waits[i] = waitNanos(settings, memory, args[0] + (long) i * size);
            wait = Math.min(wait, waits[i]);
        }
        sleep(wait);
        int events = 0;
        for (int i = 0; i < count; i++) {
            if (waits[i] <= wait) {
                event(memory, args[0] + (long) i * size, args[1] + (long) events * EVENT_SIZE);
                events++;
            }
        }
        memory.writeInt(args[3], events);
    }

    private long waitNanos(WasiSettings settings, GuestMemory memory, long subscription) {
        if (memory.readByte(subscription + 8) != TYPE_CLOCK) {
            return 0;
        }
        long base = subscription + clock;
        long timeout = memory.readLong(base + 8);
        if ((memory.readByte(base + 24) & ABSOLUTE) != 0) {
            long now = memory.readInt(base) == REALTIME
                    ? settings.realtime()
                    : settings.nanoTime().getAsLong();
            return Math.max(0, timeout - now);
        }
        return timeout < 0 ? Long.MAX_VALUE : timeout;
    }

    private static void event(GuestMemory memory, long subscription, long event) {
        long userData = memory.readLong(subscription);
        int type = memory.readByte(subscription + 8);
        memory.write(event, new byte[EVENT_SIZE]);
        memory.writeLong(event, userData);
        memory.writeByte(event + 10, type);
    }

    private static void sleep(long nanos) {
        try {
            Thread.sleep(nanos / 1_000_000, (int) (nanos % 1_000_000));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Stop(GuestException.Kind.INTERRUPTED, "interrupted while the guest waited");
        }
    }
}
