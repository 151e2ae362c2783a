package dev.wascc.wapc;

/** A guest called {@code proc_exit}. */
final class GuestExit extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int code;

    GuestExit(int code) {
        super("the guest ended itself with exit code " + code, null, false, false);
        this.code = code;
    }

    int code() {
        return code;
    }
}
