package dev.wascc.mocks;

import static dev.wascc.mocks.Played.ACTOR;
import static dev.wascc.mocks.Played.KEYVALUE;
import static dev.wascc.mocks.Played.OTHER;
import static dev.wascc.mocks.Played.bound;
import static dev.wascc.mocks.Played.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wascc.mocks.RecordedCall.Kind;
import dev.wascc.provider.Binding;
import dev.wascc.provider.CapabilityProvider;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CassetteTest {
    private static final Journal.Line CLIENT = new Journal.Line(ACTOR, "wascc:http_client", "default");

    private static Cassette recorded() throws Exception {
        Mocks mocks = new Mocks(Played::installed, Played.CLOCK);
        mocks.watch();
        CapabilityProvider provider = bound(mocks, KEYVALUE);
        provider.bind(Binding.of(OTHER, KEYVALUE, Map.of()));
        call(provider, OTHER, "Add", Map.of("key", "z", "value", 9));
        call(provider, "Add", Map.of("key", "a", "value", 1));
        call(provider, "Set", Map.of("key", "t", "value", "x\u2028y\u0000\"\ud83d\ude00: #"));
        call(provider, "Add", Map.of("key", "a", "value", 1));
        assertThatThrownBy(() -> provider.handle(ACTOR, "Get", new byte[] {(byte) 0xc1}));
        return Cassette.of("c.yaml", mocks.journal(), Redaction.HEADERS_ALONE);
    }

    @Test
    void a_cassette_is_yaml_by_actor_capability_and_operation_and_is_read_again() throws Exception {
        String yaml = recorded().yaml();
        assertThat(yaml)
                .startsWith(
                        """
                        # Calls of actors and what was answered: wascc run --record, --replay.
                        version: 1
                        calls:
                        - actor: MBKKW5SLRC3ZLQLYP54LDCOAFIQUP2OAAKL2SO47IMV6KYABCXZGZHCV
                          capability: wascc:keyvalue
                          operation: Add
                          request: {"key":"a","value":1}
                          response: {"value":1}
                        - actor: MBKKW5SLRC3ZLQLYP54LDCOAFIQUP2OAAKL2SO47IMV6KYABCXZGZHCV
                          capability: wascc:keyvalue
                          operation: Add
                          request: {"key":"a","value":1}
                          response: {"value":2}
                        """);
        assertThat(Cassette.parse("c.yaml", yaml).yaml()).isEqualTo(yaml);
    }

    private static CapabilityProvider playing(Mocks mocks, Cassette cassette) throws Exception {
        mocks.play(cassette);
        return bound(mocks, KEYVALUE);
    }

    @Test
    void calls_are_answered_as_they_were_each_recorded_one_once() throws Exception {
        Mocks mocks = new Mocks(Played::installed, Played.CLOCK);
        Tape tape = mocks.play(Cassette.parse("c.yaml", recorded().yaml()));
        CapabilityProvider provider = bound(mocks, KEYVALUE);
        assertThat(tape.unplayed()).isEqualTo(5);
        assertThat(call(provider, "Set", Map.of("key", "t", "value", "x\u2028y\u0000\"\ud83d\ude00: #")))
                .isEqualTo(Map.of("value", "x\u2028y\u0000\"\ud83d\ude00: #"));
        assertThat(call(provider, "Add", Map.of("key", "a", "value", 1))).isEqualTo(Map.of("value", 1L));
        assertThat(call(provider, "Add", Map.of("key", "a", "value", 1))).isEqualTo(Map.of("value", 2L));
        assertThatThrownBy(() -> call(provider, "Add", Map.of("key", "a", "value", 1)))
                .hasMessageContaining("any more: it was recorded 2 times");
        assertThatThrownBy(() -> provider.handle(ACTOR, "Get", new byte[] {(byte) 0xc1}))
                .isInstanceOf(MockException.class)
                .hasMessageNotContaining("cassette");
        assertThat(tape.unplayed()).isEqualTo(1);
        assertThat(tape.misses()).hasSize(1);
        assertThat(provider.backend(ACTOR)).isEqualTo("cassette  replay");
    }

    @Test
    void a_call_that_was_not_recorded_fails_with_the_nearest_one_and_its_line() throws Exception {
        CapabilityProvider provider = playing(
                new Mocks(Played::installed, Played.CLOCK),
                Cassette.parse("c.yaml", recorded().yaml()));
        assertThatThrownBy(() -> call(provider, "Add", Map.of("key", "b", "value", 1)))
                .hasMessage("the cassette c.yaml has no answer for wascc:keyvalue Add {\"key\":\"b\",\"value\":1}; the"
                        + " nearest is {\"key\":\"a\",\"value\":1} in line 4");
        assertThatThrownBy(() -> call(provider, "Push", Map.of("key", "b", "value", "1")))
                .hasMessageContaining("it has no Push of the actor " + ACTOR + ", but wascc:keyvalue Add of " + ACTOR);
    }

    @Test
    void headers_with_credentials_and_values_of_bindings_are_in_no_cassette() throws Exception {
        Journal journal = new Journal(Played.CLOCK);
        Journal.Entry entry = journal.begin(
                Kind.CALL,
                CLIENT,
                "PerformRequest",
                Played.request(
                        "PerformRequest",
                        Map.of(
                                "method",
                                "GET",
                                "path",
                                "https://a.example/",
                                "header",
                                Map.of(
                                        "AUTHORIZATION",
                                        "Bearer hunter2",
                                        "X-Acme-Token",
                                        "hunter2",
                                        "accept",
                                        "*/*"))));
        // An array, as some actors and providers write a message: what it is made of again has other bytes.
        byte[] header = {(byte) 0x81, (byte) 0xaa};
        java.io.ByteArrayOutputStream array = new java.io.ByteArrayOutputStream();
        array.write(new byte[] {(byte) 0x94, (byte) 0xcc, (byte) 0xc8, (byte) 0xa2, 'O', 'K'});
        array.write(header);
        array.write("Set-Cookie".getBytes(StandardCharsets.UTF_8));
        array.write(0xa7);
        array.write("hunter2".getBytes(StandardCharsets.UTF_8));
        array.write(new byte[] {(byte) 0xc4, 1, 'b'});
        entry.answered(array.toByteArray());
        String yaml = Cassette.of("c.yaml", journal, Redaction.HEADERS_ALONE).yaml();
        assertThat(yaml)
                .doesNotContain("hunter2")
                .contains("\"AUTHORIZATION\":\"(redacted)\"", "\"accept\":\"*/*\"", "\"Set-Cookie\":\"(redacted)\"");
    }

    @Test
    void fields_that_are_redacted_are_not_compared_and_come_back_empty() throws Exception {
        Mocks recording = new Mocks(Played::installed, Played.CLOCK);
        recording.watch();
        call(bound(recording, KEYVALUE), "Set", Map.of("key", "pin", "value", "hunter2"));
        Cassette cassette = Cassette.of("c.yaml", recording.journal(), new Redaction(Set.of("value")));
        assertThat(cassette.yaml()).doesNotContain("hunter2").contains("redacted: [\"value\"]");
        CapabilityProvider provider =
                playing(new Mocks(Played::installed, Played.CLOCK), Cassette.parse("c.yaml", cassette.yaml()));
        assertThat(call(provider, "Set", Map.of("key", "pin", "value", "other")))
                .isEqualTo(Map.of("value", "(redacted)"));
    }

    @Test
    void a_payload_whose_fields_are_not_known_is_left_out_where_fields_are_to_be() {
        Redaction redaction = new Redaction(Set.of("pin"));
        assertThat(redaction.of("pin=hunter2")).isEqualTo("(redacted)");
        assertThat(redaction.of(Map.of("base64", "aHVudGVyMg=="))).isEqualTo("(redacted)");
        assertThat(Redaction.HEADERS_ALONE.of("plain")).isEqualTo("plain");
    }

    @Test
    void events_are_recorded_beside_the_calls() throws Exception {
        Journal journal = new Journal(Played.CLOCK);
        Journal.Line line = new Journal.Line(ACTOR, "wascc:messaging", "default");
        Recording.event(
                journal,
                line,
                "DeliverMessage",
                Played.request("DeliverMessage", Map.of("subject", "a", "body", "b")),
                (actor, operation, payload) -> new byte[0]);
        Cassette cassette = Cassette.of("c.yaml", journal, Redaction.HEADERS_ALONE);
        assertThat(Cassette.parse("c.yaml", cassette.yaml()).events())
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.operation()).isEqualTo("DeliverMessage");
                    assertThat(event.request()).isEqualTo(Map.of("subject", "a", "replyTo", "", "body", "b"));
                });
        assertThat(cassette.calls()).isEmpty();
    }
}
