package dev.wascc.nkeys;

/** A key could not be got where it should be, or is not let in. The message says how to mend it and holds nothing secret. */
public final class KeyAccessException extends Exception {
    private static final long serialVersionUID = 1L;

    public KeyAccessException(String message) {
        super(message);
    }

    public KeyAccessException(String message, Throwable cause) {
        super(message, cause);
    }
}
