package dev.wascc.actor;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Writes a MessagePack map of named fields, each in its shortest form. Small on purpose: it becomes part of every actor. */
public final class FieldWriter {
    private byte[] buffer = new byte[128];
    private int size;

    /** @param fields how many will follow, 15 at most */
    public FieldWriter(int fields) {
        put(0x80 | fields);
    }

    public FieldWriter text(String name, String value) {
        string(name);
        string(value);
        return this;
    }

    public FieldWriter whole(String name, long value) {
        string(name);
        number(value);
        return this;
    }

    public FieldWriter flag(String name, boolean value) {
        string(name);
        put(value ? 0xc3 : 0xc2);
        return this;
    }

    public FieldWriter bytes(String name, byte[] value) {
        string(name);
        length(value.length, 0xc4, 0xc5, 0xc6);
        raw(value);
        return this;
    }

    public FieldWriter textMap(String name, Map<String, String> values) {
        string(name);
        if (values.size() < 16) {
            put(0x80 | values.size());
        } else {
            put(0xde);
            big(values.size(), 2);
        }
        for (Map.Entry<String, String> entry : values.entrySet()) {
            string(entry.getKey());
            string(entry.getValue());
        }
        return this;
    }

    public FieldWriter texts(String name, List<String> values) {
        string(name);
        listHead(values.size());
        values.forEach(this::string);
        return this;
    }

    public FieldWriter messages(String name, List<FieldWriter> values) {
        string(name);
        listHead(values.size());
        for (FieldWriter value : values) {
            raw(value.toBytes());
        }
        return this;
    }

    /** A variant that has no value, by its place in the declaration: a map of the number to nil, as hosts of 2020 read it. */
    public FieldWriter variant(String name, int index) {
        string(name);
        put(0x81);
        number(index);
        put(0xc0);
        return this;
    }

    private void listHead(int length) {
        if (length < 16) {
            put(0x90 | length);
        } else if (length < 1 << 16) {
            put(0xdc);
            big(length, 2);
        } else {
            put(0xdd);
            big(length, 4);
        }
    }

    public byte[] toBytes() {
        return Arrays.copyOf(buffer, size);
    }

    private void string(String text) {
        int start = size;
        int length = text.length();
        stringHead(length);
        ensure(length);
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c > 0x7f) {
                size = start;
                byte[] utf8 = Utf8.encode(text);
                stringHead(utf8.length);
                raw(utf8);
                return;
            }
            buffer[size++] = (byte) c;
        }
    }

    private void stringHead(int length) {
        if (length < 32) {
            put(0xa0 | length);
        } else {
            length(length, 0xd9, 0xda, 0xdb);
        }
    }

    private void length(int length, int one, int two, int four) {
        if (length < 1 << 8) {
            put(one);
            big(length, 1);
        } else if (length < 1 << 16) {
            put(two);
            big(length, 2);
        } else {
            put(four);
            big(length, 4);
        }
    }

    private void number(long value) {
        if (value >= -32 && value < 128) {
            put((int) value);
        } else if (value >= 0) {
            int bytes = value < 1L << 8 ? 1 : value < 1L << 16 ? 2 : value < 1L << 32 ? 4 : 8;
            put(bytes == 1 ? 0xcc : bytes == 2 ? 0xcd : bytes == 4 ? 0xce : 0xcf);
            big(value, bytes);
        } else {
            int bytes = value >= Byte.MIN_VALUE ? 1 : value >= Short.MIN_VALUE ? 2 : value >= Integer.MIN_VALUE ? 4 : 8;
            put(bytes == 1 ? 0xd0 : bytes == 2 ? 0xd1 : bytes == 4 ? 0xd2 : 0xd3);
            big(value, bytes);
        }
    }

    private void big(long value, int bytes) {
        for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
            put((int) (value >> shift));
        }
    }

    private void put(int b) {
        ensure(1);
        buffer[size++] = (byte) b;
    }

    private void raw(byte[] bytes) {
        ensure(bytes.length);
        System.arraycopy(bytes, 0, buffer, size, bytes.length);
        size += bytes.length;
    }

    private void ensure(int more) {
        if (size + more > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, size + more));
        }
    }
}
