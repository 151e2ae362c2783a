package dev.wascc.wapc;

import com.dylibso.chicory.runtime.Memory;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** A guest's memory, read and written by pointers that may lie: they count as unsigned, and nothing is allocated before they are checked. */
record GuestMemory(Memory memory) {
    private static final byte[] NOTHING = {};

    /** With nothing to read the pointer may be anything: what Zig's allocators give for nothing lies far outside. */
    byte[] read(long pointer, long length, int limit) {
        long size = length & 0xffff_ffffL;
        if (size == 0) {
            return NOTHING;
        }
        require(pointer, size);
        if (size > limit) {
            throw Stop.trap("the guest handed over " + size + " bytes; " + limit + " are allowed");
        }
        return memory.readBytes((int) pointer, (int) size);
    }

    String text(long pointer, long length, int limit) {
        byte[] bytes = read(pointer, length, limit);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw Stop.trap("the guest handed over a text that is not UTF-8");
        }
    }

    /** Writes all of it; with nothing to write the pointer may be anything. */
    void write(long pointer, byte[] bytes) {
        if (bytes.length > 0) {
            require(pointer, bytes.length);
            memory.write((int) pointer, bytes, 0, bytes.length);
        }
    }

    void writeByte(long pointer, int value) {
        require(pointer, 1);
        memory.writeByte((int) pointer, (byte) value);
    }

    void writeInt(long pointer, int value) {
        require(pointer, 4);
        memory.writeI32((int) pointer, value);
    }

    void writeLong(long pointer, long value) {
        require(pointer, 8);
        memory.writeLong((int) pointer, value);
    }

    int readInt(long pointer) {
        require(pointer, 4);
        return memory.readInt((int) pointer);
    }

    int readByte(long pointer) {
        require(pointer, 1);
        return memory.read((int) pointer) & 0xff;
    }

    long readLong(long pointer) {
        require(pointer, 8);
        return memory.readLong((int) pointer);
    }

    void require(long pointer, long size) {
        if (size > 0 && (pointer & 0xffff_ffffL) + size > (long) memory.pages() << 16) {
            throw Stop.trap("out of bounds memory access");
        }
    }
}
