package dev.wascc.host.manifest;

import dev.wascc.document.DocumentException;
import org.jspecify.annotations.Nullable;

/** A manifest cannot be read, or what it names cannot be had. The message begins with the file, the line and the column. */
public final class ManifestException extends Exception {
    private static final long serialVersionUID = 1L;

    ManifestException(String message) {
        super(message);
    }

    ManifestException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** The same words, and the cause that a missing file has. */
    static ManifestException of(DocumentException e) {
        return new ManifestException(String.valueOf(e.getMessage()), e.getCause());
    }
}
