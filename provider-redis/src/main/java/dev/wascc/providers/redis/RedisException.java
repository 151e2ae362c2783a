package dev.wascc.providers.redis;

/** Redis did not do what it was asked. The message says whether it may have been done all the same, and holds no secret. */
final class RedisException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Whether it is the server's own answer, so that nothing was done. */
    private final boolean answered;

    RedisException(String message, boolean answered, Throwable cause) {
        super(message, cause);
        this.answered = answered;
    }

    /** The same, with what it was about. */
    RedisException about(String what) {
        return new RedisException(getMessage() + " (" + what + ")", answered, this);
    }

    /** Whether the server said that the key holds another type. */
    boolean wrongType() {
        return answered && String.valueOf(getMessage()).contains("WRONGTYPE");
    }
}
