package dev.wascc.host;

/** The host did not do what its owner asked for. */
public final class HostException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Why. */
    public enum Reason {
        /** An actor or provider of that identity is here already. */
        DUPLICATE,
        /** There is no such actor or provider. */
        UNKNOWN,
        /** The claims do not carry what was asked for, have expired, or the authorizer said no. */
        UNAUTHORIZED,
        /** The module cannot be run. */
        INVALID_MODULE,
        /** The guests of the host may have no more memory. */
        NO_MEMORY,
        /** The provider refused. */
        PROVIDER,
        /** Another change of the same actor or provider goes on, and did not end in time. */
        BUSY,
        /** The host is closed. */
        CLOSED
    }

    private final Reason reason;

    public HostException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public HostException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
