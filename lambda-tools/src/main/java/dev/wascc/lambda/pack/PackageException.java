package dev.wascc.lambda.pack;

/** A package cannot be made on this machine; the message says what is missing. What refuses its content is a finding, and no exception. */
public final class PackageException extends Exception {
    private static final long serialVersionUID = 1L;

    PackageException(String message) {
        super(message);
    }

    PackageException(String message, Throwable cause) {
        super(message, cause);
    }
}
