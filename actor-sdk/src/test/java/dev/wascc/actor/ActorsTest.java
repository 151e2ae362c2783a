package dev.wascc.actor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wascc.provider.CapabilityDescriptor;
import dev.wascc.provider.message.DescriptorMessage;
import dev.wascc.provider.message.Message;
import dev.wascc.provider.message.MessageShape;
import dev.wascc.provider.message.Operations;
import dev.wascc.provider.message.Shapes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The guest's side of the messages against the host's, which is held to the vectors of the Rust codec. */
class ActorsTest {
    private final List<String> calls = new ArrayList<>();
    private byte[] answer = new byte[0];
    private byte[] request = new byte[0];

    @BeforeEach
    void openDoor() {
        Host.door = new Host.Door() {
            @Override
            public byte[] call(byte[] binding, byte[] namespace, byte[] operation, byte[] payload) {
                calls.add(new String(binding, UTF_8) + " " + new String(namespace, UTF_8) + " "
                        + new String(operation, UTF_8));
                request = payload;
                return answer;
            }

            @Override
            public void log(byte[] text) {
                calls.add(new String(text, UTF_8));
            }
        };
    }

    @AfterEach
    void closeDoor() {
        Host.door = new WapcDoor();
    }

    @Test
    void a_portable_provider_is_asked_bound_called_and_unbound_in_the_hosts_messages() throws Exception {
        Actors.provide(new PortableProvider() {
            @Override
            public Descriptor descriptor() {
                return new Descriptor(
                        "sample:loud", "loud", "1.0.0", 7, "Capitals", List.of(new Operation("Shout", "louder")));
            }

            @Override
            public void bind(String actor, Map<String, String> values) {
                calls.add("bind " + actor + " " + values);
            }

            @Override
            public void unbind(String actor) {
                calls.add("unbind " + actor);
            }

            @Override
            public byte[] handle(String operation, byte[] payload) {
                return (operation + " " + new String(payload, UTF_8)).getBytes(UTF_8);
            }
        });
        byte[] asked =
                Shapes.HEALTH_REQUEST.message().with("placeholder", false).encode();
        assertThat(DescriptorMessage.decode(Actors.dispatch("GetCapabilityDescriptor", asked)))
                .isEqualTo(new CapabilityDescriptor(
                        "sample:loud",
                        "loud",
                        "1.0.0",
                        7,
                        "Capitals",
                        List.of(new CapabilityDescriptor.Operation(
                                "Shout", CapabilityDescriptor.Direction.TO_PROVIDER, "louder"))));
        Message binding = Shapes.CAPABILITY_CONFIGURATION.message().with("module", "MACTOR");
        Actors.dispatch("BindActor", binding.with("values", Map.of("A", "1")).encode());
        assertThat(Actors.dispatch("Shout", "hey".getBytes(UTF_8)))
                .asString(UTF_8)
                .isEqualTo("Shout hey");
        Actors.dispatch("RemoveActor", binding.with("values", Map.of()).encode());
        assertThat(calls).containsExactly("bind MACTOR {A=1}", "unbind MACTOR");
    }

    @Test
    void an_event_of_lambda_comes_and_goes_as_the_bytes_that_it_is() throws Exception {
        Actors.onEvent(event ->
                new String(event, UTF_8).toUpperCase(java.util.Locale.ROOT).getBytes(UTF_8));
        byte[] event = Shapes.LAMBDA_EVENT
                .message()
                .with("body", "{\"a\":\"ü\"}".getBytes(UTF_8))
                .encode();
        assertThat(Shapes.LAMBDA_EVENT
                        .decode(Actors.dispatch("HandleEvent", event))
                        .bytes("body"))
                .isEqualTo("{\"A\":\"Ü\"}".getBytes(UTF_8));
    }

    @Test
    void an_http_actor_reads_the_hosts_request_and_its_answer_is_read_by_the_host() throws Exception {
        Actors.serve(r -> HttpResponse.of(
                        201, "text/x", (r.method() + r.path() + r.query() + r.headers() + r.bodyText()).getBytes(UTF_8))
                .header("a", "b"));
        byte[] payload = Shapes.HTTP_REQUEST
                .message()
                .with("method", "PUT")
                .with("path", "/ü")
                .with("queryString", "q=1")
                .with("header", Map.of("h", "v"))
                .with("body", "body".getBytes(UTF_8))
                .encode();
        Message response = Shapes.HTTP_RESPONSE.decode(Actors.dispatch("HandleRequest", payload));
        assertThat(response.whole("statusCode")).isEqualTo(201);
        assertThat(response.textMap("header"))
                .containsEntry("content-type", "text/x")
                .containsEntry("a", "b");
        assertThat(new String(response.bytes("body"), UTF_8)).isEqualTo("PUT/üq=1{h=v}body");
        assertThat(Actors.dispatch("HealthRequest", new byte[0])).isEmpty();
        assertThatThrownBy(() -> Actors.dispatch("Other", new byte[0]))
                .hasMessage("No handler registered for function Other");
    }

    private Message sent(String operation) throws Exception {
        assertThat(calls.get(calls.size() - 1)).isEqualTo("default wascc:keyvalue " + operation);
        return Operations.named(operation).orElseThrow().request().orElseThrow().decode(request);
    }

    @Test
    void the_key_value_client_speaks_the_capabilitys_messages() throws Exception {
        KeyValue store = new KeyValue();
        answer = Shapes.ADD_RESPONSE.message().with("value", 70_000L).encode();
        assertThat(store.add("c", -40_000)).isEqualTo(70_000);
        assertThat(sent("Add").whole("value")).isEqualTo(-40_000);
        answer = Shapes.GET_RESPONSE
                .message()
                .with("value", "v")
                .with("exists", true)
                .encode();
        assertThat(store.get("k")).contains("v");
        assertThat(sent("Get").text("key")).isEqualTo("k");
        answer = Shapes.GET_RESPONSE
                .message()
                .with("value", "")
                .with("exists", false)
                .encode();
        assertThat(store.get("k")).isEmpty();
        assertThat(store.exists("k")).isFalse();
        answer = Shapes.SET_RESPONSE.message().with("value", "v").encode();
        store.set("k", "v", 3600);
        assertThat(sent("Set").whole("expires")).isEqualTo(3600);
        answer = Shapes.VALUES.message().with("values", List.of("a", "b")).encode();
        assertThat(store.range("l", 0, -1)).containsExactly("a", "b");
        assertThat(sent("Range").whole("stop")).isEqualTo(-1);
        assertThat(store.members("s")).containsExactly("a", "b");
        answer = Shapes.NEW_COUNT.message().with("newCount", 1L).encode();
        assertThat(store.push("l", "v")).isEqualTo(1);
        assertThat(store.addMember("s", "v")).isTrue();
        assertThat(store.removeMember("s", "v")).isTrue();
    }

    @Test
    void a_log_entry_is_the_capabilitys_message() throws Exception {
        Log.warn("careful");
        Message entry = Shapes.WRITE_LOG.decode(request);
        assertThat(entry.whole("level")).isEqualTo(2);
        assertThat(entry.text("body")).isEqualTo("careful");
    }

    @Test
    void extras_are_asked_for_one_at_a_time() throws Exception {
        answer = Shapes.GENERATOR_RESULT
                .message()
                .with("guid", "id")
                .with("sequenceNumber", 7L)
                .with("randomNumber", 4_000_000_000L)
                .encode();
        assertThat(Extras.guid()).isEqualTo("id");
        assertThat(calls).last().isEqualTo("default wascc:extras RequestGuid");
        assertThat(Shapes.GENERATOR_REQUEST.decode(request).flag("guid")).isTrue();
        assertThat(Extras.sequence()).isEqualTo(7);
        assertThat(Shapes.GENERATOR_REQUEST.decode(request).flag("guid")).isFalse();
        assertThat(Extras.random(5, 0xffff_ffffL)).isEqualTo(4_000_000_000L);
        Message asked = Shapes.GENERATOR_REQUEST.decode(request);
        assertThat(asked.flag("random")).isTrue();
        assertThat(asked.whole("min")).isEqualTo(5);
        assertThat(asked.whole("max")).isEqualTo(0xffff_ffffL);
        assertThatThrownBy(() -> Extras.random(3, 3)).hasMessageContaining("from 3 to below 3");
    }

    @ParameterizedTest
    @ValueSource(
            longs = {
                0,
                1,
                127,
                128,
                255,
                256,
                65535,
                65536,
                4294967295L,
                4294967296L,
                Long.MAX_VALUE,
                -1,
                -32,
                -33,
                -128,
                -129,
                -32768,
                -32769,
                Integer.MIN_VALUE,
                Integer.MIN_VALUE - 1L,
                Long.MIN_VALUE
            })
    void numbers_have_the_shortest_form_and_are_read_back(long number) throws Exception {
        MessageShape shape = Shapes.REQUEST_MESSAGE;
        byte[] theirs = shape.message()
                .with("subject", "s")
                .with("body", new byte[300])
                .with("timeout", number)
                .encode();
        byte[] ours = new FieldWriter(3)
                .text("subject", "s")
                .bytes("body", new byte[300])
                .whole("timeout", number)
                .toBytes();
        assertThat(ours).isEqualTo(theirs);
        assertThat(new FieldReader(theirs).whole("timeout")).isEqualTo(number);
    }

    @Test
    void random_bytes_are_read_or_refused_as_malformed() {
        Random random = new Random(9);
        int refused = 0;
        for (int i = 0; i < 50_000; i++) {
            byte[] bytes = new byte[random.nextInt(40)];
            random.nextBytes(bytes);
            try {
                new FieldReader(bytes, "a", "b");
            } catch (IllegalArgumentException e) {
                refused++;
            }
        }
        assertThat(refused).isBetween(25_000, 50_000);
    }

    @Test
    void messages_go_out_in_both_spellings_and_come_in_by_either() throws Exception {
        answer = Shapes.PUBLISH_RESPONSE.message().with("published", false).encode();
        assertThat(new Messaging().publish("s", "r", new byte[] {1})).isFalse();
        assertThat(calls).containsExactly("default wascc:messaging Publish");
        assertThat(Shapes.BROKER_MESSAGE.decode(request).text("replyTo")).isEqualTo("r");
        assertThat(Shapes.BROKER_MESSAGE_OF_2021.decode(request).text("reply_to"))
                .isEqualTo("r");
        answer = new byte[0];
        assertThat(new Messaging("other").publish("s", new byte[0])).isTrue();
        answer = new byte[] {7};
        assertThat(new Messaging().request("s", new byte[] {2}, 300)).containsExactly(7);
        assertThat(Shapes.REQUEST_MESSAGE.decode(request).whole("timeout")).isEqualTo(300);

        List<String> received = new ArrayList<>();
        Actors.subscribe(d -> received.add(d.subject() + " " + d.replyTo() + " " + d.bodyText()));
        for (MessageShape shape : List.of(Shapes.BROKER_MESSAGE, Shapes.BROKER_MESSAGE_OF_2021)) {
            String replyTo = shape == Shapes.BROKER_MESSAGE ? "replyTo" : "reply_to";
            byte[] payload = shape.message()
                    .with("subject", "s")
                    .with(replyTo, "r")
                    .with("body", "hi".getBytes(UTF_8))
                    .encode();
            assertThat(Actors.dispatch("DeliverMessage", payload)).isEmpty();
        }
        assertThat(received).containsExactly("s r hi", "s r hi");
    }
}
