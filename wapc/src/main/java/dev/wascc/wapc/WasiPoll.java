package dev.wascc.wapc;

import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Memory;

/**
 * {@code poll_oneoff} that ends when its thread is interrupted. Clocks are waited for; output is always ready, input never.
 *
 * @param size of a subscription: 48 bytes in preview 1, 56 in wasi_unstable, whose clocks have an identifier more
 * @param clock offset of the clock's id in it
 */
record WasiPoll(int size, int clock) {
    private static final int EVENT_SIZE = 32;
    private static final int INVALID = 28;
    private static final int MAX_SUBSCRIPTIONS = 1024;
    private static final int REALTIME = 0;
    private static final int TYPE_CLOCK = 0;
    private static final int ABSOLUTE = 1;

    long[] poll(Instance instance, long... args) {
        long count = args[2] & 0xffff_ffffL;
        if (count == 0 || count > MAX_SUBSCRIPTIONS) {
            return new long[] {INVALID};
        }
        GuestMemory memory = new GuestMemory(instance.memory());
        memory.require(args[0], count * size);
        memory.require(args[1], count * EVENT_SIZE);
        memory.require(args[3], 4);
        int in = (int) args[0];
        long wait = Long.MAX_VALUE;
        for (int i = 0; i < count; i++) {
            wait = Math.min(wait, waitNanos(instance.memory(), in + i * size));
        }
        sleep(wait);
        int events = 0;
        for (int i = 0; i < count; i++) {
            int subscription = in + i * size;
            if (waitNanos(instance.memory(), subscription) <= wait) {
                event(instance.memory(), subscription, (int) args[1] + events * EVENT_SIZE);
                events++;
            }
        }
        instance.memory().writeI32((int) args[3], events);
        return new long[] {0};
    }

    private long waitNanos(Memory memory, int subscription) {
        if (memory.read(subscription + 8) != TYPE_CLOCK) {
            return 0;
        }
        int base = subscription + clock;
        long timeout = memory.readLong(base + 8);
        if ((memory.readShort(base + 24) & ABSOLUTE) != 0) {
            long now = memory.readInt(base) == REALTIME ? System.currentTimeMillis() * 1_000_000 : System.nanoTime();
            return Math.max(0, timeout - now);
        }
        return timeout < 0 ? Long.MAX_VALUE : timeout;
    }

    private static void event(Memory memory, int subscription, int event) {
        memory.writeLong(event, memory.readLong(subscription));
        memory.writeLong(event + 8, 0);
        memory.writeByte(event + 10, memory.read(subscription + 8));
        memory.writeLong(event + 16, 0);
        memory.writeLong(event + 24, 0);
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
