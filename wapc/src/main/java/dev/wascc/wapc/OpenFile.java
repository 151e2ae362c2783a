package dev.wascc.wapc;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/** A file that a guest has open. What it grows by is counted. */
final class OpenFile implements Descriptor {
    static final int APPEND = 1;
    /** No sum of it and a length overflows. */
    private static final long MAX_POSITION = 1L << 62;

    private final SeekableByteChannel channel;
    private final FileStatus opened;
    private final boolean readable;
    private final boolean writable;
    private final FileUse use;
    private int flags;
    private boolean deleted;

    OpenFile(
            SeekableByteChannel channel,
            FileStatus opened,
            boolean readable,
            boolean writable,
            int flags,
            FileUse use) {
        this.channel = channel;
        this.opened = opened;
        this.readable = readable;
        this.writable = writable;
        this.flags = flags;
        this.use = use;
    }

    boolean is(FileStatus file) {
        return opened.key().equals(file.key());
    }

    Object key() {
        return opened.key();
    }

    /** Its name is gone; its bytes count until it is closed. */
    void delete() {
        deleted = true;
    }

    boolean deleted() {
        return deleted;
    }

    long size() throws IOException {
        return channel.size();
    }

    int read(byte[] into) throws IOException {
        if (!readable) {
            throw Errno.BADF.failure();
        }
        return Math.max(0, channel.read(ByteBuffer.wrap(into)));
    }

    int write(byte[] bytes) throws IOException {
        requireWritable();
        if ((flags & APPEND) != 0) {
            channel.position(channel.size());
        }
        grow(Math.addExact(channel.position(), bytes.length));
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        while (rest.hasRemaining()) {
            channel.write(rest);
        }
        return bytes.length;
    }

    private void requireWritable() {
        if (!writable) {
            throw Errno.BADF.failure();
        }
    }

    private void grow(long end) throws IOException {
        long growth = end - channel.size();
        if (growth > 0) {
            use.addBytes(growth);
        }
    }

    long position() throws IOException {
        return channel.position();
    }

    void position(long position) throws IOException {
        if (position < 0 || position > MAX_POSITION) {
            throw Errno.INVAL.failure();
        }
        channel.position(position);
    }

    /** Cuts it off, or fills it up with zeros. */
    void resize(long size) throws IOException {
        requireWritable();
        if (size < 0) {
            throw Errno.INVAL.failure();
        }
        long before = channel.size();
        if (size < before) {
            channel.truncate(size);
            use.returnBytes(before - size);
        } else if (size > before) {
            grow(size);
            long position = channel.position();
            channel.position(size - 1);
            channel.write(ByteBuffer.wrap(new byte[1]));
            channel.position(position);
        }
    }

    @Override
    public FileStatus status() throws IOException {
        if (opened.key() instanceof MemoryNode node) {
            return node.status();
        }
        return new FileStatus(
                opened.key(), opened.type(), channel.size(), opened.accessed(), opened.modified(), opened.changed());
    }

    @Override
    public long rights() {
        return (Rights.FILE_READ & ~(readable ? 0 : Rights.FD_READ)) | (writable ? Rights.FILE_WRITE : 0);
    }

    @Override
    public int flags() {
        return flags;
    }

    void flags(int newFlags) {
        flags = newFlags & APPEND;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
