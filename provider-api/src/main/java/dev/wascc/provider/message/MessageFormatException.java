package dev.wascc.provider.message;

/** Bytes are not the message they should be; worded as the Rust codec words it, and fit to be shown to an actor. */
public final class MessageFormatException extends Exception {
    private static final long serialVersionUID = 1L;

    MessageFormatException(String message) {
        super("Failed to de-serialize: " + message);
    }
}
