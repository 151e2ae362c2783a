package dev.wascc.nkeys;

import dev.wascc.nkeys.InvalidKeyTextException.Kind;
import java.util.Arrays;

/** Upper-case base32 without padding, with a CRC-16/XMODEM of everything before it in the last two bytes, low byte first. */
final class KeyText {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private KeyText() {}

    /** The text of {@code content} and its checksum. */
    static String encode(byte[] content) {
        int crc = crc16(content, content.length);
        byte[] all = Arrays.copyOf(content, content.length + 2);
        all[content.length] = (byte) crc;
        all[content.length + 1] = (byte) (crc >> 8);
        StringBuilder text = new StringBuilder((all.length * 8 + 4) / 5);
        int buffer = 0;
        int bits = 0;
        for (byte b : all) {
            buffer = buffer << 8 | b & 0xff;
            bits += 8;
            while (bits >= 5) {
                bits -= 5;
                text.append(ALPHABET.charAt(buffer >> bits & 31));
            }
            buffer &= (1 << bits) - 1;
        }
        if (bits > 0) {
            text.append(ALPHABET.charAt(buffer << 5 - bits & 31));
        }
        Arrays.fill(all, (byte) 0);
        return text.toString();
    }

    /** The content of a text of exactly {@code length} characters, checksum tested and taken off. */
    static byte[] decode(String text, int length, String what) throws InvalidKeyTextException {
        if (text.length() != length) {
            throw new InvalidKeyTextException(
                    Kind.INVALID_KEY_LENGTH,
                    "a " + what + " has " + length + " characters; this text has " + text.length());
        }
        byte[] all = base32(text, what);
        int end = all.length - 2;
        int crc = all[end] & 0xff | (all[end + 1] & 0xff) << 8;
        if (crc16(all, end) != crc) {
            throw new InvalidKeyTextException(
                    Kind.CHECKSUM_FAILURE, "the checksum of the " + what + " does not match: a character is wrong");
        }
        return Arrays.copyOf(all, end);
    }

    private static byte[] base32(String text, String what) throws InvalidKeyTextException {
        byte[] bytes = new byte[text.length() * 5 / 8];
        int buffer = 0;
        int bits = 0;
        int next = 0;
        for (int i = 0; i < text.length(); i++) {
            int value = ALPHABET.indexOf(text.charAt(i));
            if (value < 0) {
                throw new InvalidKeyTextException(
                        Kind.CODEC_FAILURE,
                        "character " + (i + 1) + " of the " + what
                                + " is not one of A-Z and 2-7 (upper case, no padding)");
            }
            buffer = buffer << 5 | value;
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                bytes[next++] = (byte) (buffer >> bits);
                buffer &= (1 << bits) - 1;
            }
        }
        if (buffer != 0) {
            throw new InvalidKeyTextException(
                    Kind.CODEC_FAILURE, "the last character of the " + what + " has stray bits");
        }
        return bytes;
    }

    private static int crc16(byte[] bytes, int length) {
        int crc = 0;
        for (int i = 0; i < length; i++) {
            crc ^= (bytes[i] & 0xff) << 8;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 0x8000) != 0 ? crc << 1 ^ 0x1021 : crc << 1;
            }
        }
        return crc & 0xffff;
    }
}
