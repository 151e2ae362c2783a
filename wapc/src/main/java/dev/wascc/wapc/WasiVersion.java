package dev.wascc.wapc;

/**
 * The two versions of WASI that guests import, and where they differ: phases/snapshot/witx and phases/old/snapshot_0/witx of
 * WebAssembly/WASI.
 */
enum WasiVersion {
    PREVIEW1("wasi_snapshot_preview1", new WasiPoll(48, 16)),
    UNSTABLE("wasi_unstable", new WasiPoll(56, 24));

    private static final int SET = 0;
    private static final int CURRENT = 1;
    private static final int END = 2;

    private final String module;
    private final WasiPoll poll;

    WasiVersion(String module, WasiPoll poll) {
        this.module = module;
        this.poll = poll;
    }

    String module() {
        return module;
    }

    WasiPoll poll() {
        return poll;
    }

    /** Where a seek leads: preview 1 counts set, current, end; wasi_unstable current, end, set. */
    long seek(int whence, long offset, OpenFile file) throws java.io.IOException {
        if (whence < 0 || whence > END) {
            throw Errno.INVAL.failure();
        }
        int from = this == PREVIEW1 ? whence : (whence + 1) % 3;
        long base =
                switch (from) {
                    case SET -> 0;
                    case CURRENT -> file.position();
                    default -> file.size();
                };
        long target = base + offset;
        if (offset > 0 && target < 0) {
            throw Errno.INVAL.failure();
        }
        return target;
    }

    /** {@code filestat}: 64 bytes, or 56 where the count of links is a u32 and moves up what follows. */
    void write(GuestMemory memory, long pointer, FileStatus status) {
        int links = this == PREVIEW1 ? 8 : 4;
        int size = this == PREVIEW1 ? 64 : 56;
        int at = this == PREVIEW1 ? 24 : 20;
        memory.write(pointer, new byte[size]);
        memory.writeLong(pointer + 8, status.inode());
        memory.writeByte(pointer + 16, status.type().code());
        memory.writeInt(pointer + at, 1);
        memory.writeLong(pointer + at + links, status.size());
        memory.writeLong(pointer + at + links + 8, status.accessed());
        memory.writeLong(pointer + at + links + 16, status.modified());
        memory.writeLong(pointer + at + links + 24, status.changed());
    }
}
