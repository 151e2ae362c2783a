package dev.wascc.claims;

/** Unsigned 32-bit LEB128, as Wasm spells lengths. */
final class Leb128 {
    private static final int MAX_WIDTH = 5;

    private Leb128() {}

    /** The number at {@code at}, or -1 where it is cut off by {@code end}, longer than five bytes or beyond 32 bits. */
    static long read(byte[] bytes, int at, int end) {
        long value = 0;
        for (int i = 0; i < MAX_WIDTH && at + i < end; i++) {
            int b = bytes[at + i] & 0xff;
            value |= (long) (b & 0x7f) << 7 * i;
            if (b < 0x80) {
                return value > 0xffff_ffffL ? -1 : value;
            }
        }
        return -1;
    }

    /** How many bytes the number at {@code at} takes, padding and all. */
    static int width(byte[] bytes, int at, int end) {
        int width = 1;
        while (width < MAX_WIDTH && at + width - 1 < end && bytes[at + width - 1] < 0) {
            width++;
        }
        return width;
    }

    /** How many bytes a number needs. */
    static int size(int value) {
        int size = 1;
        for (int rest = value >>> 7; rest != 0; rest >>>= 7) {
            size++;
        }
        return size;
    }

    /** The number in as few bytes as it needs. */
    static byte[] minimal(int value) {
        byte[] bytes = new byte[size(value)];
        int rest = value;
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (rest & 0x7f | (i + 1 < bytes.length ? 0x80 : 0));
            rest >>>= 7;
        }
        return bytes;
    }
}
