package dev.wascc.testing;

import dev.wascc.mocks.MockProvider;
import dev.wascc.mocks.RecordedCall;
import dev.wascc.provider.message.Message;
import dev.wascc.provider.message.MessageTree;
import dev.wascc.provider.message.Operations;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The mock of {@code wascc:keyvalue}: a store in memory, whose calls are recorded. What a test itself does is not. */
public final class KeyValue {
    static final String CAPABILITY = "wascc:keyvalue";

    private final MockProvider mock;

    KeyValue(MockProvider mock) {
        this.mock = mock;
    }

    /** Puts a value under a key, in the place of what is there. */
    public void given(String key, String value) {
        perform("Set", Map.of("key", key, "value", value));
    }

    /** Makes a list under a key, in this order as {@code Range} returns it; what is there is deleted. */
    public void given(String key, List<String> values) {
        perform("Del", Map.of("key", key));
        for (int i = values.size() - 1; i >= 0; i--) {
            perform("Push", Map.of("key", key, "value", values.get(i)));
        }
    }

    /** What is under a key now, where it is a value. */
    public Optional<String> value(String key) {
        Message answer = perform("Get", Map.of("key", key));
        return answer.flag("exists") ? Optional.of(answer.text("value")) : Optional.empty();
    }

    /** The calls of actors in this test, in their order. */
    public List<RecordedCall> calls() {
        return mock.calls();
    }

    /** Those of one operation, {@code Add}. */
    public List<RecordedCall> calls(String operation) {
        return mock.calls(operation);
    }

    /** The mock behind it, for canned answers, faults and delays. */
    public MockProvider provider() {
        return mock;
    }

    @SuppressWarnings("IllegalCatch") // a provider may throw anything, and this is a test's own call
    private Message perform(String operation, Map<String, ?> fields) {
        Operations.Messages messages = Operations.named(operation).orElseThrow();
        try {
            byte[] request =
                    MessageTree.parse(messages.request().orElseThrow(), fields).encode();
            return messages.response().orElseThrow().decode(mock.perform(operation, request));
        } catch (Exception e) {
            throw new IllegalStateException(
                    "the mock of " + CAPABILITY + " did not " + operation + ": " + e.getMessage(), e);
        }
    }
}
