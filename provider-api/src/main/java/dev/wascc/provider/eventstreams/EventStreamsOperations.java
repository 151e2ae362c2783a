package dev.wascc.provider.eventstreams;

import dev.wascc.provider.CapabilityDescriptor;
import dev.wascc.provider.CapabilityDescriptor.Direction;
import dev.wascc.provider.CapabilityDescriptor.Operation;
import dev.wascc.provider.message.Message;
import dev.wascc.provider.message.Shapes;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The operations of {@code wascc:eventstreams} (wascc-codec 0.8.1, wascc-streams-redis 0.3.0) on any {@link EventStore}. */
public final class EventStreamsOperations {
    public static final String CAPABILITY = "wascc:eventstreams";

    private EventStreamsOperations() {}

    /** What a provider of these operations says of itself. */
    public static CapabilityDescriptor descriptor(String name, String longDescription) {
        return new CapabilityDescriptor(
                CAPABILITY,
                name,
                "0.1.0",
                1,
                longDescription,
                List.of(
                        new Operation("WriteEvent", Direction.TO_PROVIDER, "Appends an event"),
                        new Operation("QueryStream", Direction.TO_PROVIDER, "Reads events in their order")));
    }

    /**
     * Performs one operation.
     *
     * @throws IllegalArgumentException there is no such operation, or the event is empty
     * @throws Exception the payload is not the request, or what the store threw
     */
    public static byte[] perform(EventStore store, String operation, byte[] payload) throws Exception {
        return switch (operation) {
            case "WriteEvent" -> write(store, payload);
            case "QueryStream" -> query(store, payload);
            default -> throw new IllegalArgumentException("bad dispatch");
        };
    }

    private static byte[] write(EventStore store, byte[] payload) throws Exception {
        Message event = Shapes.EVENT.decode(payload);
        Map<String, String> values = event.textMap("values");
        if (values.isEmpty()) {
            throw new IllegalArgumentException("an event has at least one value");
        }
        return Shapes.WRITE_RESPONSE
                .message()
                .with("eventId", store.append(event.text("stream"), values))
                .encode();
    }

    private static byte[] query(EventStore store, byte[] payload) throws Exception {
        Message query = Shapes.STREAM_QUERY.decode(payload);
        String stream = query.text("streamId");
        Optional<Message> range = query.value("range").map(Message.class::cast);
        long from = range.map(r -> r.whole("minTime")).orElse(0L);
        long to = range.map(r -> r.whole("maxTime")).orElse(Long.MAX_VALUE);
        List<Message> events = store.events(stream, from, to, query.whole("count")).stream()
                .map(event -> Shapes.EVENT
                        .message()
                        .with("eventId", event.id())
                        .with("stream", stream)
                        .with("values", event.values()))
                .toList();
        return Shapes.STREAM_RESULTS.message().with("events", events).encode();
    }
}
