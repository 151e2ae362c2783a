package dev.wascc.wapc;

/** Leaves guest code from inside a host function. */
final class Stop extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final GuestException.Kind kind;

    Stop(GuestException.Kind kind, String message) {
        super(message, null, false, false);
        this.kind = kind;
    }

    static Stop trap(String message) {
        return new Stop(GuestException.Kind.TRAPPED, message);
    }

    GuestException.Kind kind() {
        return kind;
    }
}
