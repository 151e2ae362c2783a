package dev.wascc.provider.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wascc.provider.Binding;
import dev.wascc.provider.CapabilityProvider;
import dev.wascc.provider.message.Message;
import dev.wascc.provider.message.Shapes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every provider of {@code wascc:eventstreams} does; ids are those of Redis Streams, milliseconds and a number. */
@SuppressWarnings("NullAway.Init") // JUnit calls start first
public abstract class EventStreamsContract {
    private static final String ACTOR = "MASCXFM4R6X63UD5MSCDZYCJNPBVSIU6RKMXUPXRKAOSBQ6UY3VT3NPZ";

    private CapabilityProvider provider;

    /** A provider that was not started, and whose streams are empty once it is bound by {@link #values}. */
    protected abstract CapabilityProvider provider() throws Exception;

    /** The binding's values. */
    protected Map<String, String> values() {
        return Map.of();
    }

    @BeforeEach
    void start() throws Exception {
        provider = provider();
        assertThat(provider.descriptor().id()).isEqualTo("wascc:eventstreams");
        assertThat(provider.suits(values())).isTrue();
        provider.start((actor, operation, payload) -> payload);
        provider.bind(Binding.of(ACTOR, "wascc:eventstreams", values()));
    }

    @AfterEach
    void end() throws Exception {
        provider.close();
    }

    private String write(String stream, Map<String, String> values) throws Exception {
        byte[] request = Shapes.EVENT
                .message()
                .with("eventId", "ignored")
                .with("stream", stream)
                .with("values", values)
                .encode();
        return Shapes.WRITE_RESPONSE
                .decode(provider.handle(ACTOR, "WriteEvent", request))
                .text("eventId");
    }

    private List<Message> query(String stream, long @Nullable [] range, long count) throws Exception {
        Message request = Shapes.STREAM_QUERY.message().with("streamId", stream).with("count", count);
        if (range != null) {
            request = request.with(
                    "range",
                    Shapes.TIME_RANGE.message().with("minTime", range[0]).with("maxTime", range[1]));
        }
        List<Message> events = new ArrayList<>();
        byte[] answer = provider.handle(ACTOR, "QueryStream", request.encode());
        Object all = Shapes.STREAM_RESULTS.decode(answer).value("events").orElseThrow();
        ((List<?>) all).forEach(event -> events.add((Message) event));
        return events;
    }

    @Test
    void events_come_back_in_the_order_in_which_they_were_written() throws Exception {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            ids.add(write("s", Map.of("n", String.valueOf(i), "grün", "ja")));
        }
        write("other", Map.of("n", "x"));
        List<Message> events = query("s", null, 0);
        assertThat(events).extracting(event -> event.text("eventId")).isEqualTo(ids);
        assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id.matches("[0-9]+-[0-9]+"));
        assertThat(events.get(7).text("stream")).isEqualTo("s");
        assertThat(events.get(7).textMap("values")).isEqualTo(Map.of("n", "7", "grün", "ja"));
        assertThat(query("s", null, 3))
                .extracting(event -> event.text("eventId"))
                .isEqualTo(ids.subList(0, 3));
        assertThat(query("none", null, 0)).isEmpty();
    }

    @Test
    void a_range_is_of_milliseconds_and_both_ends_belong_to_it() throws Exception {
        String id = write("s", Map.of("n", "1"));
        long time = Long.parseLong(id.substring(0, id.indexOf('-')));
        assertThat(query("s", new long[] {time, time}, 0)).hasSize(1);
        assertThat(query("s", new long[] {0, time}, 0)).hasSize(1);
        assertThat(query("s", new long[] {time + 1, time + 1000}, 0)).isEmpty();
        assertThat(query("s", new long[] {0, time - 1}, 0)).isEmpty();
        assertThat(query("s", new long[] {0, Long.MAX_VALUE}, 0)).hasSize(1);
    }

    @Test
    void an_event_without_values_and_malformed_requests_are_refused() {
        assertThatThrownBy(() -> write("s", Map.of())).hasMessageContaining("at least one value");
        assertThatThrownBy(() -> provider.handle(ACTOR, "Nope", new byte[0])).hasMessage("bad dispatch");
        assertThatThrownBy(() -> provider.handle(ACTOR, "WriteEvent", new byte[0]))
                .hasMessageStartingWith("Failed to de-serialize: ");
    }
}
