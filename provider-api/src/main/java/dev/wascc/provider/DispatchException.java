package dev.wascc.provider;

/** An actor did not answer a provider's call; the message says why and holds no payload. */
public final class DispatchException extends Exception {
    private static final long serialVersionUID = 1L;

    public DispatchException(String message) {
        super(message);
    }

    public DispatchException(String message, Throwable cause) {
        super(message, cause);
    }
}
