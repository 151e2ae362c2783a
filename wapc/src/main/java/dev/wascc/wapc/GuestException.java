package dev.wascc.wapc;

/** A guest did not answer a call, or is none. */
public final class GuestException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Why. After any kind marked so, the guest is dead and takes no more calls: make another of its module. */
    public enum Kind {
        /** The guest itself answered with an error; it can be called again. */
        REFUSED(false),
        /** The guest's code trapped, memory, stack and arithmetic included. Dead. */
        TRAPPED(true),
        /** The time of {@link GuestLimits#callTime()} ran out. Dead. */
        TIMED_OUT(true),
        /** Somebody interrupted the calling thread; its flag is set again. Dead. */
        INTERRUPTED(true),
        /** The guest is in a call already, on this thread or on another. */
        BUSY(false),
        /** The request is larger than {@link GuestLimits#payloadSize()}; a guest that answers with more has trapped. */
        TOO_LARGE(false),
        /** The guest died in an earlier call, or was closed. */
        DEAD(true),
        /** The bytes are no waPC guest that can be run here. */
        INVALID_MODULE(true),
        /** The guest's start functions failed. */
        INITIALIZATION(true);

        private final boolean deadly;

        Kind(boolean deadly) {
            this.deadly = deadly;
        }

        public boolean deadly() {
            return deadly;
        }
    }

    private final Kind kind;

    GuestException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    GuestException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /** A failed call, worded as the Rust hosts word it. */
    static GuestException failure(Kind kind, String text) {
        return new GuestException(kind, "Guest call failure: " + text);
    }

    public Kind kind() {
        return kind;
    }
}
