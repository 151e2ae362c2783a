package dev.wascc.providers.library;

/** A shared library is not loaded, or does not do what its interface says; the message says which, why, and what to do. */
public final class LibraryException extends Exception {
    private static final long serialVersionUID = 1L;

    LibraryException(String message) {
        super(message);
    }

    LibraryException(String message, Throwable cause) {
        super(message, cause);
    }
}
