package dev.wascc.nkeys;

/** A text is not an nkey. The message never holds the text itself: it may be a mistyped secret. */
public final class InvalidKeyTextException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What is wrong, named as in the crate nkeys. */
    public enum Kind {
        /** Not 56 characters (public key) or 58 (seed). */
        INVALID_KEY_LENGTH,
        /** Not upper-case base32 without padding. */
        CODEC_FAILURE,
        /** A character is wrong: the CRC-16 at the end does not match. */
        CHECKSUM_FAILURE,
        /** A right text of another type, or of a type that cannot sign. */
        INVALID_PREFIX,
        /** The 32 bytes are no usable point of the curve. */
        INVALID_POINT
    }

    private final Kind kind;

    InvalidKeyTextException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
