package dev.wascc.wapc;

import java.time.Clock;
import java.util.Arrays;

/** The bytes of a file in memory. */
final class MemoryFile extends MemoryNode {
    private static final int LARGEST = Integer.MAX_VALUE - 16;

    private byte[] bytes = {};
    private int size;

    MemoryFile(Clock clock) {
        super(FileStatus.Type.REGULAR_FILE, clock);
    }

    @Override
    long size() {
        return size;
    }

    /** As many bytes as there are from there on, 0 to {@code length}. */
    int read(long from, byte[] into, int offset, int length) {
        int count = (int) Math.max(0, Math.min(length, size - from));
        if (count > 0) {
            System.arraycopy(bytes, (int) from, into, offset, count);
        }
        return count;
    }

    void write(long from, byte[] source, int offset, int length) {
        long end = from + length;
        if (end > LARGEST) {
            throw Errno.FBIG.failure();
        }
        if (end > bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(LARGEST, Math.max(end, end + (end >> 2))));
        }
        System.arraycopy(source, offset, bytes, (int) from, length);
        size = Math.max(size, (int) end);
        touch();
    }

    void truncate(long newSize) {
        if (newSize < size) {
            // What lies beyond reads as zero if the file grows again.
            bytes = Arrays.copyOf(bytes, (int) newSize);
            size = (int) newSize;
            touch();
        }
    }
}
