package dev.wascc.wapc;

import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/** A file in memory, open at a position. */
final class MemoryChannel implements SeekableByteChannel {
    private final MemoryFile file;
    private final boolean writable;
    private long position;

    MemoryChannel(MemoryFile file, boolean writable) {
        this.file = file;
        this.writable = writable;
    }

    @Override
    public int read(ByteBuffer into) {
        byte[] bytes = new byte[into.remaining()];
        int count = file.read(position, bytes, 0, bytes.length);
        into.put(bytes, 0, count);
        position += count;
        return count == 0 && bytes.length > 0 ? -1 : count;
    }

    @Override
    public int write(ByteBuffer from) {
        if (!writable) {
            throw Errno.BADF.failure();
        }
        byte[] bytes = new byte[from.remaining()];
        from.get(bytes);
        file.write(position, bytes, 0, bytes.length);
        position += bytes.length;
        return bytes.length;
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public SeekableByteChannel position(long newPosition) {
        position = newPosition;
        return this;
    }

    @Override
    public long size() {
        return file.size();
    }

    @Override
    public SeekableByteChannel truncate(long size) {
        file.truncate(size);
        return this;
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public void close() {
        // nothing is held
    }
}
