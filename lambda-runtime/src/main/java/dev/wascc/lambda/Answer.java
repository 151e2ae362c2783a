package dev.wascc.lambda;

/**
 * What an event is answered by.
 *
 * @param body not copied; do not modify
 * @param streamed whether Lambda has to be told that it is a streamed response with status and headers
 */
public record Answer(byte[] body, boolean streamed) {
    /** Bytes of a buffered response: 6 MB, as Lambda counts them. */
    static final int MAX_BUFFERED = 6_291_556;
    /** Bytes of a streamed one: 20 MiB. */
    static final int MAX_STREAMED = 20 << 20;

    static Answer buffered(byte[] body) {
        return new Answer(body, false);
    }

    int limit() {
        return streamed ? MAX_STREAMED : MAX_BUFFERED;
    }

    /** The size alone. */
    @Override
    public String toString() {
        return "Answer[" + body.length + " bytes" + (streamed ? ", streamed]" : "]");
    }
}
