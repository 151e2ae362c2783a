package dev.wascc.providers.httpclient;

/** A request that is not made; the message is what the actor sees. */
final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    Refusal(String message) {
        super(message);
    }
}
