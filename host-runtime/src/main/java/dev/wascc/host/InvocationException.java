package dev.wascc.host;

/** A call was refused or failed. The message is what a calling guest reads; its wording is that of wascc-host 0.14 where that has one. */
public final class InvocationException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Why. */
    public enum Reason {
        /** The caller's claims do not carry the capability, or the other actor's key. */
        NOT_CLAIMED,
        /** The custom authorizer said no. */
        NOT_AUTHORIZED,
        /** Nobody is bound there. */
        NOT_BOUND,
        /** No such actor in this host. */
        NO_SUCH_ACTOR,
        /** The actor is in this chain of calls already, or the chain is too long. */
        REENTRANT,
        /** The actor was busy, or computed, for longer than a call may take. */
        TIMED_OUT,
        /** The calling thread was interrupted by somebody. */
        INTERRUPTED,
        /** The request is larger than an actor may be sent. */
        TOO_LARGE,
        /** The actor's claims have expired, or do not hold yet. */
        EXPIRED,
        /** The actor answered with an error, trapped, or could not be started. */
        ACTOR_FAILED,
        /** A new version of the actor was refused, and the one that is there goes on. */
        UPDATE_REFUSED,
        /** The provider answered with an error. */
        PROVIDER_FAILED,
        /** A middleware threw something of its own. */
        MIDDLEWARE_FAILED
    }

    private final Reason reason;

    public InvocationException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public InvocationException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /** Whether the call was refused, and nobody was called. */
    public boolean refusal() {
        return switch (reason) {
            case NOT_CLAIMED, NOT_AUTHORIZED, NOT_BOUND, NO_SUCH_ACTOR, REENTRANT, EXPIRED -> true;
            default -> false;
        };
    }
}
