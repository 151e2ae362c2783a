package dev.wascc.actor;

import java.nio.charset.StandardCharsets;

/**
 * Texts and their bytes. Nearly all are ASCII, and the class library's coders are slow in Wasm: they make two buffers and a coder for each
 * text.
 */
final class Utf8 {
    private Utf8() {}

    /** What is not UTF-8 becomes U+FFFD. */
    static String decode(byte[] bytes) {
        return decode(bytes, 0, bytes.length);
    }

    static String decode(byte[] bytes, int from, int length) {
        if (length == 0) {
            return "";
        }
        char[] chars = new char[length];
        for (int i = 0; i < length; i++) {
            byte b = bytes[from + i];
            if (b < 0) {
                return new String(bytes, from, length, StandardCharsets.UTF_8);
            }
            chars[i] = (char) b;
        }
        return new String(chars);
    }

    static byte[] encode(String text) {
        byte[] bytes = new byte[text.length()];
        for (int i = 0; i < bytes.length; i++) {
            char c = text.charAt(i);
            if (c > 0x7f) {
                return text.getBytes(StandardCharsets.UTF_8);
            }
            bytes[i] = (byte) c;
        }
        return bytes;
    }
}
