package dev.wascc.samples.portable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wascc.claims.ActorModule;
import dev.wascc.claims.TrustPolicy;
import dev.wascc.gate.Gate;
import dev.wascc.host.Host;
import dev.wascc.host.manifest.Manifest;
import dev.wascc.host.manifest.ManifestHost;
import dev.wascc.nkeys.PublicKey;
import dev.wascc.provider.message.DescriptorMessage;
import dev.wascc.provider.message.Message;
import dev.wascc.provider.message.MessageShape;
import dev.wascc.provider.message.Shapes;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The signed provider under the signed counter, and each operation against the host's side of the messages. */
class PortableKeyValueIT {
    private static final Path SAMPLES = Path.of("..").toAbsolutePath().normalize();
    private static final String COUNTER = "MBKKW5SLRC3ZLQLYP54LDCOAFIQUP2OAAKL2SO47IMV6KYABCXZGZHCV";
    private static final String MANIFEST =
            """
            actors: [counter/target/counter-0.1.0-SNAPSHOT-signed.wasm]
            capabilities:
              - path: portable-keyvalue/target/portable-keyvalue-0.1.0-SNAPSHOT-signed.wasm
            bindings:
              - { actor: %s, capability: "wascc:keyvalue" }
            """
                    .formatted(COUNTER);

    private final PortableKeyValue provider = new PortableKeyValue();

    @Test
    void the_counter_counts_in_the_providers_memory() throws Exception {
        Gate gate = Gate.trusting(TrustPolicy.integrityOnly(), Clock.systemUTC());
        Manifest manifest = Manifest.parse("manifest.yaml", MANIFEST, true, null);
        ManifestHost starter = new ManifestHost(gate, capability -> Optional.empty());
        try (Host host = starter.start(manifest, SAMPLES, Host.builder())) {
            assertThat(host.inventory().providers())
                    .filteredOn(one -> one.capability().equals("wascc:keyvalue"))
                    .singleElement()
                    .satisfies(one -> assertThat(one.name()).isEqualTo("portable key-value (Java sample)"));
            assertThat(asked(host, "/visits")).isEqualTo("{\"counter\":1}");
            assertThat(asked(host, "/visits")).isEqualTo("{\"counter\":2}");
            assertThat(asked(host, "/others")).isEqualTo("{\"counter\":1}");
        }
    }

    @Test
    void it_is_signed_as_a_provider_of_what_it_provides() throws Exception {
        ActorModule module = ActorModule.read(
                SAMPLES.resolve("portable-keyvalue/target/portable-keyvalue-0.1.0-SNAPSHOT-signed.wasm"));
        assertThat(module.token()
                        .orElseThrow()
                        .unverifiedClaims()
                        .ofActor()
                        .orElseThrow()
                        .metadata()
                        .provider())
                .isTrue();
        assertThat(DescriptorMessage.decode(provider.descriptor().toBytes()).operations())
                .hasSize(14)
                .allSatisfy(one -> assertThat(one.direction()).hasToString("TO_PROVIDER"));
    }

    @Test
    void texts_are_set_found_and_deleted() throws Exception {
        Message set =
                Shapes.SET_REQUEST.message().with("key", "a").with("value", "ü").with("expires", 0);
        assertThat(told(Shapes.SET_RESPONSE, "Set", set).text("value")).isEqualTo("ü");
        assertThat(told(Shapes.GET_RESPONSE, "Get", key("a")).text("value")).isEqualTo("ü");
        assertThat(told(Shapes.GET_RESPONSE, "KeyExists", key("a")).flag("exists"))
                .isTrue();
        assertThat(told(Shapes.DEL_RESPONSE, "Del", key("a")).text("key")).isEqualTo("a");
        assertThat(told(Shapes.GET_RESPONSE, "Get", key("a")).flag("exists")).isFalse();
        assertThatThrownBy(() -> provider.handle("Set", set.with("expires", 1).encode()))
                .hasMessageContaining("does not expire");
        assertThatThrownBy(() -> provider.handle("Drop", new byte[] {(byte) 0x80}))
                .hasMessage("bad dispatch");
    }

    @Test
    void lists_grow_at_their_head() throws Exception {
        for (String value : List.of("a", "b", "a")) {
            told(Shapes.NEW_COUNT, "Push", pair("list", value));
        }
        assertThat(range(0, -1)).containsExactly("a", "b", "a");
        assertThat(range(1, 1)).containsExactly("b");
        assertThat(range(5, 9)).isEmpty();
        assertThat(told(Shapes.NEW_COUNT, "ListItemDelete", pair("list", "a")).whole("newCount"))
                .isEqualTo(2);
        assertThat(range(0, 9)).containsExactly("b");
        assertThatThrownBy(() -> provider.handle("SetAdd", pair("list", "x").encode()))
                .hasMessageContaining("another kind");
    }

    @Test
    void sets_are_joined_and_met() throws Exception {
        for (String value : List.of("a", "b")) {
            told(Shapes.NEW_COUNT, "SetAdd", pair("one", value));
        }
        told(Shapes.NEW_COUNT, "SetAdd", pair("two", "b"));
        assertThat(told(Shapes.NEW_COUNT, "SetAdd", pair("two", "b")).whole("newCount"))
                .isZero();
        Message both = Shapes.KEYS.message().with("keys", List.of("one", "two"));
        assertThat(told(Shapes.VALUES, "SetUnion", both).texts("values")).containsExactly("a", "b");
        assertThat(told(Shapes.VALUES, "SetIntersection", both).texts("values")).containsExactly("b");
        told(Shapes.NEW_COUNT, "SetRemove", pair("one", "b"));
        assertThat(told(Shapes.VALUES, "SetQuery", key("one")).texts("values")).containsExactly("a");
    }

    private static String asked(Host host, String path) throws Exception {
        byte[] request = Shapes.HTTP_REQUEST
                .message()
                .with("method", "GET")
                .with("path", path)
                .with("queryString", "")
                .with("header", Map.of())
                .with("body", new byte[0])
                .encode();
        Message response = Shapes.HTTP_RESPONSE.decode(host.call(PublicKey.parse(COUNTER), "HandleRequest", request));
        return new String(response.bytes("body"), StandardCharsets.UTF_8);
    }

    private List<String> range(int start, int stop) throws Exception {
        return told(
                        Shapes.VALUES,
                        "Range",
                        Shapes.RANGE_REQUEST
                                .message()
                                .with("key", "list")
                                .with("start", start)
                                .with("stop", stop))
                .texts("values");
    }

    private Message told(MessageShape shape, String operation, Message request) throws Exception {
        return shape.decode(provider.handle(operation, request.encode()));
    }

    private static Message key(String key) {
        return Shapes.KEY.message().with("key", key);
    }

    private static Message pair(String key, String value) {
        return Shapes.KEY_AND_VALUE.message().with("key", key).with("value", value);
    }
}
