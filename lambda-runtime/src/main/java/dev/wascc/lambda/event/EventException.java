package dev.wascc.lambda.event;

/** An event, or an actor's answer to it, is not in the form it has to have. The message holds nothing of its content. */
public final class EventException extends Exception {
    private static final long serialVersionUID = 1L;

    EventException(String message) {
        super(message);
    }

    EventException(String message, Throwable cause) {
        super(message, cause);
    }
}
