package dev.wascc.document;

import org.jspecify.annotations.Nullable;

/** A document cannot be read, or says what nobody understands. The message begins with the file, and the line and column if there is one. */
public final class DocumentException extends Exception {
    private static final long serialVersionUID = 1L;

    public DocumentException(String message) {
        super(message);
    }

    public DocumentException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
