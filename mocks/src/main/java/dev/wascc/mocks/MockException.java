package dev.wascc.mocks;

/** What a mock or cassette says to an actor in the place of an answer. */
final class MockException extends Exception {
    private static final long serialVersionUID = 1L;

    MockException(String message) {
        super(message);
    }
}
