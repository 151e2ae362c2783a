package dev.wascc.wapc;

/** What is not about files: no arguments, no environment, no sockets; clocks, randomness, and the end. */
final class WasiProcess {
    private static final int CHUNK = 4096;
    private static final int CLOCKS = 4;
    private static final int RESOLUTION_NANOS = 1000;

    private final WasiSettings settings;

    WasiProcess(WasiSettings settings) {
        this.settings = settings;
    }

    void bind(WasiFunctions functions) {
        for (String list : new String[] {"args", "environ"}) {
            functions.add(list + "_get", "ii", (memory, args) -> {});
            functions.add(list + "_sizes_get", "ii", (memory, args) -> {
                memory.writeInt(args[0], 0);
                memory.writeInt(args[1], 0);
            });
        }
        functions.add("clock_res_get", "ii", (memory, args) -> {
            requireClock((int) args[0]);
            memory.writeLong(args[1], RESOLUTION_NANOS);
        });
        functions.add("clock_time_get", "iIi", (memory, args) -> {
            requireClock((int) args[0]);
            long now = args[0] == 0 ? settings.realtime() : settings.nanoTime().getAsLong();
            memory.writeLong(args[2], now);
        });
        functions.add("random_get", "ii", this::random);
        functions.add("sched_yield", "", (memory, args) -> Thread.yield());
        functions.add(
                "poll_oneoff",
                "iiii",
                (memory, args) -> functions.version().poll().poll(settings, memory, args));
        functions.addWithoutResult("proc_exit", "i", (memory, args) -> {
            throw new GuestExit((int) args[0]);
        });
        functions.add("proc_raise", "i", WasiProcess::missing);
        functions.add("sock_accept", "iii", WasiProcess::noSocket);
        functions.add("sock_recv", "iiiiii", WasiProcess::noSocket);
        functions.add("sock_send", "iiiii", WasiProcess::noSocket);
        functions.add("sock_shutdown", "ii", WasiProcess::noSocket);
    }

    private static void requireClock(int id) {
        if (id < 0 || id >= CLOCKS) {
            throw Errno.INVAL.failure();
        }
    }

    private void random(GuestMemory memory, long... args) {
        long length = args[1] & 0xffff_ffffL;
        memory.require(args[0], length);
        byte[] bytes = new byte[(int) Math.min(length, CHUNK)];
        for (long done = 0; done < length; done += bytes.length) {
            WasiFunctions.stopIfInterrupted();
            bytes = length - done < bytes.length ? new byte[(int) (length - done)] : bytes;
            settings.random().nextBytes(bytes);
            memory.write(args[0] + done, bytes);
        }
    }

    private static void missing(GuestMemory memory, long... args) {
        throw Errno.NOSYS.failure();
    }

    private static void noSocket(GuestMemory memory, long... args) {
        throw Errno.NOTSOCK.failure();
    }
}
