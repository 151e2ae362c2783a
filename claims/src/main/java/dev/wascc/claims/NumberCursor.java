package dev.wascc.claims;

/** Walks over the inside of a section, and remembers whether a number was spelled with more bytes than it needs. */
final class NumberCursor {
    /** Something that only later versions of WebAssembly have, or none has. */
    static final class UnknownFormException extends Exception {
        private static final long serialVersionUID = 1L;
    }

    private final byte[] bytes;
    private final int end;
    private int at;
    private boolean padded;

    NumberCursor(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.at = from;
        this.end = end;
    }

    boolean atEnd() {
        return at >= end;
    }

    /** Offset of the next byte. */
    int at() {
        return at;
    }

    boolean padded() {
        return padded;
    }

    int next() throws UnknownFormException {
        if (at >= end) {
            throw new UnknownFormException();
        }
        return bytes[at++] & 0xff;
    }

    void skip(long count) throws UnknownFormException {
        if (count < 0 || count > end - at) {
            throw new UnknownFormException();
        }
        at += (int) count;
    }

    long unsigned() throws UnknownFormException {
        long value = 0;
        for (int shift = 0; shift < 35; shift += 7) {
            int b = next();
            value |= (long) (b & 0x7f) << shift;
            if (b < 0x80) {
                padded |= b == 0 && shift > 0;
                return value;
            }
        }
        throw new UnknownFormException();
    }

    long unsigned32() throws UnknownFormException {
        long value = unsigned();
        if (value > 0xffff_ffffL) {
            throw new UnknownFormException();
        }
        return value;
    }

    void signed(int maxBytes) throws UnknownFormException {
        int before = 0;
        for (int i = 0; i < maxBytes; i++) {
            int b = next();
            if (b < 0x80) {
                boolean sign = (before & 0x40) != 0;
                padded |= i > 0 && (b == 0 && !sign || b == 0x7f && sign);
                return;
            }
            before = b;
        }
        throw new UnknownFormException();
    }

    void expect(int value) throws UnknownFormException {
        if (next() != value) {
            throw new UnknownFormException();
        }
    }

    /** A length and so many bytes. */
    void blob() throws UnknownFormException {
        skip(unsigned());
    }
}
