package dev.wascc.mocks;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A canned answer in the making, for tests; it counts from {@link #answer} or {@link #fail} on. Those made first are given first. */
public final class Stub {
    private final String operation;
    private final Stage stage;
    private Map<String, ?> request = Map.of();
    private @Nullable Integer times;
    private Duration delay = Duration.ZERO;

    Stub(String operation, Stage stage) {
        this.operation = operation;
        this.stage = stage;
    }

    /** For requests alone that have these fields; others may be anything. */
    public Stub with(Map<String, ?> fields) {
        request = fields;
        return this;
    }

    /** Given so often; without it, always. */
    public Stub times(int atMost) {
        if (atMost < 1) {
            throw new IllegalArgumentException("an answer is given once at least, not " + atMost + " times");
        }
        times = atMost;
        return this;
    }

    /** Given after so long. */
    public Stub delay(Duration time) {
        delay = time;
        return this;
    }

    /**
     * Answers.
     *
     * @param response fields of the operation's answer; what is left out is empty, 0 or false
     * @throws IllegalArgumentException the operation's answer has not these fields
     */
    public void answer(Map<String, ?> response) {
        answer(Payloads.bytes(Payloads.response(operation), Trees.mapping(response)));
    }

    /** Answers with these bytes. */
    public void answer(byte[] response) {
        put(response.clone(), null);
    }

    /** Fails; the error is what the actor is told. */
    public void fail(String error) {
        put(new byte[0], error);
    }

    private void put(byte[] response, @Nullable String error) {
        stage.add(new Answer(operation, Trees.mapping(request), response, error, times, delay));
    }
}
