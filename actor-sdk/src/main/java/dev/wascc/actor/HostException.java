package dev.wascc.actor;

/** The host refused a call, or the provider behind it failed; the message is theirs. */
public final class HostException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public HostException(String message) {
        super("Host error: " + message);
    }
}
