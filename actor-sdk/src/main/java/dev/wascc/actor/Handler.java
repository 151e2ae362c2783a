package dev.wascc.actor;

/** Answers one operation. */
@FunctionalInterface
public interface Handler {
    /** @throws Exception its message is what the caller is told */
    byte[] handle(byte[] payload) throws Exception;
}
