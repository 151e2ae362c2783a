package dev.wascc.mocks;

import static dev.wascc.mocks.Played.ACTOR;
import static dev.wascc.mocks.Played.KEYVALUE;
import static dev.wascc.mocks.Played.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.wascc.mocks.RecordedCall.Source;
import dev.wascc.provider.Binding;
import dev.wascc.provider.CapabilityDescriptor;
import dev.wascc.provider.CapabilityProvider;
import dev.wascc.provider.DispatchException;
import dev.wascc.provider.Dispatcher;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MockProviderTest {
    private final List<Duration> pauses = new ArrayList<>();
    private MockProvider mock;

    @BeforeEach
    void keyvalue() throws Exception {
        mock = made(KEYVALUE);
    }

    private MockProvider made(String capability) throws Exception {
        MockProvider made = new MockProvider(
                capability, () -> Played.installed(capability), new Journal(Played.CLOCK), pauses::add);
        made.start((actor, operation, payload) -> {
            throw new DispatchException("the actor is asleep", null);
        });
        made.bind(Binding.of(ACTOR, capability, Map.of()));
        return made;
    }

    private void script(String text) throws Exception {
        mock.stage().follow(MockScript.parse("a.yaml", text));
    }

    @Test
    void it_answers_as_the_provider_in_memory_and_records_each_call() throws Exception {
        assertThat(call(mock, "Add", Map.of("key", "a", "value", 2))).isEqualTo(Map.of("value", 2L));
        assertThat(call(mock, "Add", Map.of("key", "a", "value", 3))).isEqualTo(Map.of("value", 5L));
        assertThat(mock.calls())
                .extracting(
                        RecordedCall::operation, RecordedCall::request, RecordedCall::response, RecordedCall::source)
                .containsExactly(
                        tuple("Add", Map.of("key", "a", "value", 2L), Map.of("value", 2L), Source.PROVIDER),
                        tuple("Add", Map.of("key", "a", "value", 3L), Map.of("value", 5L), Source.PROVIDER));
        assertThat(mock.calls("Get")).isEmpty();
        assertThat(mock.calls().get(0)).hasToString("wascc:keyvalue Add {\"key\":\"a\",\"value\":2} <- {\"value\":2}");
    }

    @Test
    void a_canned_answer_is_for_requests_that_have_its_fields_and_as_often_as_it_says() throws Exception {
        script(
                """
                answers:
                  - operation: Get
                    request: { key: visits }
                    response: { value: "41", exists: true }
                    times: 1
                  - operation: Add
                    error: "down for maintenance"
                """);
        assertThat(call(mock, "Get", Map.of("key", "other"))).isEqualTo(Map.of("value", "", "exists", false));
        assertThat(call(mock, "Get", Map.of("key", "visits"))).isEqualTo(Map.of("value", "41", "exists", true));
        assertThat(call(mock, "Get", Map.of("key", "visits"))).isEqualTo(Map.of("value", "", "exists", false));
        assertThatThrownBy(() -> call(mock, "Add", Map.of("key", "a", "value", 1)))
                .hasMessage("down for maintenance");
        assertThat(mock.calls())
                .extracting(RecordedCall::source)
                .containsExactly(Source.PROVIDER, Source.CANNED, Source.PROVIDER, Source.CANNED);
        assertThat(mock.calls().get(3).error()).isEqualTo("down for maintenance");
    }

    @Test
    void what_nobody_canned_fails_where_nothing_is_in_memory_and_says_what_is_nearest() throws Exception {
        script("answers: [{ operation: Get, request: { key: a }, response: {} }]\notherwise: fail\n");
        assertThatThrownBy(() -> call(mock, "Get", Map.of("key", "b")))
                .hasMessage(
                        "the mock of wascc:keyvalue has no canned answer for Get {\"key\":\"b\"}; the nearest is for"
                                + " {\"key\":\"a\"}");
    }

    @Test
    void a_capability_that_nobody_knows_has_canned_answers_alone() throws Exception {
        MockProvider bell = made("acme:bell");
        bell.on("Ring").with(Map.of()).answer("ding".getBytes(StandardCharsets.UTF_8));
        assertThat(bell.handle(ACTOR, "Ring", new byte[0])).asString().isEqualTo("ding");
        assertThatThrownBy(() -> bell.handle(ACTOR, "Swing", "high".getBytes(StandardCharsets.UTF_8)))
                .hasMessage("the mock of acme:bell has no canned answer for Swing \"high\", and there is nothing in"
                        + " memory behind it");
        assertThat(bell.calls()).extracting(RecordedCall::request).containsExactly("", "high");
    }

    @Test
    void each_so_many_calls_fail() throws Exception {
        script("fault: { every: 3, operations: [Add], error: \"the disk is full\" }\n");
        List<String> ends = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            call(mock, "Get", Map.of("key", "a"));
            try {
                ends.add(String.valueOf(call(mock, "Add", Map.of("key", "a", "value", 1))));
            } catch (MockException e) {
                ends.add(String.valueOf(e.getMessage()));
            }
        }
        assertThat(ends)
                .containsExactly(
                        "{value=1}", "{value=2}", "the disk is full", "{value=3}", "{value=4}", "the disk is full");
    }

    @Test
    void faults_by_probability_are_the_same_ones_with_the_same_seed() throws Exception {
        List<Boolean> first = faults(7);
        assertThat(first).contains(true, false).isEqualTo(faults(7)).isNotEqualTo(faults(8));
        assertThat(first.stream().filter(fault -> fault).count()).isBetween(150L, 250L);
    }

    private List<Boolean> faults(int seed) throws Exception {
        script("fault: { probability: 0.2, seed: " + seed + " }\n");
        List<Boolean> faults = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            try {
                call(mock, "Get", Map.of("key", "a"));
                faults.add(false);
            } catch (MockException e) {
                faults.add(true);
            }
        }
        return faults;
    }

    @Test
    void delays_of_all_answers_and_of_one_add_up() throws Exception {
        script("delay: 50ms\nanswers: [{ operation: Get, response: {}, delay: 2s }]\n");
        call(mock, "Get", Map.of("key", "a"));
        call(mock, "Add", Map.of("key", "a", "value", 1));
        assertThat(pauses).containsExactly(Duration.ofMillis(2050), Duration.ofMillis(50));
    }

    @Test
    void the_provider_behind_is_told_no_value_of_the_binding() throws Exception {
        List<Binding> told = new ArrayList<>();
        MockProvider spied = MockProvider.of("acme:bell", () -> Optional.of(new Silent(told)));
        spied.bind(Binding.of(ACTOR, "acme:bell", Map.of("URL", "redis://:hunter2@h", "__wascc_name", "counter")));
        assertThat(told).singleElement().satisfies(binding -> assertThat(binding.values())
                .isEqualTo(Map.of("__wascc_name", "counter")));
    }

    private record Silent(List<Binding> told) implements CapabilityProvider {
        @Override
        public CapabilityDescriptor descriptor() {
            return new CapabilityDescriptor("acme:bell", "bell", "1", 1, "", List.of());
        }

        @Override
        public void bind(Binding binding) {
            told.add(binding);
        }

        @Override
        public void unbind(String actor) {}

        @Override
        public byte[] handle(String actor, String operation, byte[] payload) {
            return payload;
        }
    }

    @Test
    void after_a_reset_nothing_was_called_nothing_is_canned_and_memory_is_empty() throws Exception {
        mock.on("Get").answer(Map.of("value", "x", "exists", true));
        mock.failEvery(2, "no");
        call(mock, "Add", Map.of("key", "a", "value", 1));
        mock.reset();
        assertThat(mock.calls()).isEmpty();
        assertThat(call(mock, "Add", Map.of("key", "a", "value", 1))).isEqualTo(Map.of("value", 1L));
        assertThat(call(mock, "Get", Map.of("key", "b"))).isEqualTo(Map.of("value", "", "exists", false));
    }

    @Test
    void messages_that_it_delivers_are_recorded_as_events() throws Exception {
        MockProvider delivering = new MockProvider(
                "wascc:messaging", () -> Optional.of(new Subscribing()), new Journal(Played.CLOCK), pauses::add);
        delivering.start((actor, operation, payload) -> new byte[0]);
        delivering.bind(Binding.of(ACTOR, "wascc:messaging", Map.of()));
        call(delivering, "Publish", Map.of("subject", "orders", "body", "one"));
        delivering.close();
        assertThat(delivering.events()).singleElement().satisfies(event -> {
            assertThat(event.operation()).isEqualTo("DeliverMessage");
            assertThat(event.request()).isEqualTo(Map.of("subject", "orders", "replyTo", "", "body", "one"));
        });
    }

    /** Calls the actor for each message, at once. */
    private static final class Subscribing implements CapabilityProvider {
        private Dispatcher dispatcher = (actor, operation, payload) -> payload;

        @Override
        public CapabilityDescriptor descriptor() {
            return new CapabilityDescriptor("wascc:messaging", "broker", "1", 1, "", List.of());
        }

        @Override
        public void start(Dispatcher toActors) {
            dispatcher = toActors;
        }

        @Override
        public void bind(Binding binding) {}

        @Override
        public void unbind(String actor) {}

        @Override
        public byte[] handle(String actor, String operation, byte[] payload) throws Exception {
            dispatcher.dispatch(actor, "DeliverMessage", payload);
            return Payloads.bytes(Payloads.response(operation), Map.of());
        }
    }
}
