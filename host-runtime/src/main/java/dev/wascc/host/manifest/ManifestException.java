package dev.wascc.host.manifest;

/** A manifest cannot be read, or what it names cannot be had. The message begins with the file, the line and the column. */
public final class ManifestException extends Exception {
    private static final long serialVersionUID = 1L;

    ManifestException(String message) {
        super(message);
    }

    ManifestException(String message, Throwable cause) {
        super(message, cause);
    }
}
