package dev.wascc.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import com.dylibso.chicory.wabt.Wat2Wasm;
import dev.wascc.claims.ActorModule;
import dev.wascc.claims.Claims;
import dev.wascc.claims.Metadata;
import dev.wascc.claims.Signer;
import dev.wascc.mocks.MockProvider;
import dev.wascc.nkeys.KeyRole;
import dev.wascc.nkeys.SigningKey;
import dev.wascc.provider.Binding;
import dev.wascc.provider.CapabilityDescriptor;
import dev.wascc.provider.CapabilityProvider;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

class WasccTestTest {
    private static final String DIR = "target/actors/";
    private static final SigningKey TEAM = SigningKey.generate(KeyRole.ACCOUNT, new SecureRandom());

    /** Answers every request with 200 and "ok", after a call of {@code acme:bell} Ring where it is granted. */
    private static final String WAT =
            """
            (module
            (import "wapc" "__guest_response" (func $response (param i32 i32)))
            (import "wapc" "__host_call" (func $call (param i32 i32 i32 i32 i32 i32 i32 i32) (result i32)))
            (memory (export "memory") 1)
            (data (i32.const 0) "\\84\\aastatusCode\\cc\\c8\\a6status\\a2OK\\a6header\\80\\a4body\\c4\\02ok")
            (data (i32.const 100) "defaultacme:bellRing")
            (func (export "__guest_call") (param i32 i32) (result i32)
              (drop (call $call (i32.const 100) (i32.const 7) (i32.const 107) (i32.const 9) (i32.const 116) (i32.const 4)
                (i32.const 0) (i32.const 0)))
              (call $response (i32.const 0) (i32.const 42)) (i32.const 1)))
            """;

    @BeforeAll
    static void sign() throws Exception {
        Files.createDirectories(Path.of(DIR));
        sign("http", "wascc:http_server");
        sign("bell", "acme:bell");
        Files.write(Path.of(DIR, "unsigned.wasm"), Wat2Wasm.parse(WAT));
        Files.writeString(
                Path.of(DIR, "policy.yaml"),
                """
                version: 1
                issuers: [{ key: %s, name: team }]
                actors: [{ match: { name: http }, capabilities: { deny: ["wascc:http_server"] } }]
                """
                        .formatted(TEAM.publicKey().text()));
    }

    private static void sign(String name, String capability) throws Exception {
        String subject = SigningKey.generate(KeyRole.MODULE, new SecureRandom())
                .publicKey()
                .text();
        Metadata.Actor actor = new Metadata.Actor(name, "", List.of(), List.of(capability), 1, "1.0.0", null, false);
        ActorModule signed = new Signer(TEAM)
                .sign(
                        ActorModule.of(Wat2Wasm.parse(WAT)),
                        Claims.of("id", TEAM.publicKey(), subject, Instant.now().minusSeconds(9), actor));
        Files.write(Path.of(DIR, name + ".wasm"), signed.bytes());
    }

    @WasccTest
    static class Served {
        @Actor(DIR + "http.wasm")
        static ActorRef shared;

        @Actor(DIR + "http.wasm")
        private ActorRef actor;

        @Test
        void it_answers_requests_with_and_without_a_network() throws Exception {
            ActorRef.Response response = actor.http("GET", "/a?b=c");
            assertThat(response.status()).isEqualTo(200);
            assertThat(response).hasToString("200 ok");
            String body = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(actor.endpoints().get(0)))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
            assertThat(body).isEqualTo("ok");
        }

        @Test
        void the_same_file_is_the_same_actor(@Actor(DIR + "http.wasm") ActorRef parameter) {
            assertThat(parameter).isSameAs(actor).isSameAs(shared);
            assertThat(parameter.key().text()).startsWith("M");
        }

        @Nested
        class Inner {
            @Actor(DIR + "http.wasm")
            ActorRef inner;

            @Test
            void a_nested_class_shares_the_host() {
                assertThat(inner).isSameAs(shared);
            }
        }
    }

    @WasccTest
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class HandedOver {
        @Provides
        static final Bell BELL = new Bell();

        @Actor(DIR + "bell.wasm")
        ActorRef actor;

        @Test
        void a_provider_of_the_test_is_called() throws Exception {
            actor.call("HandleRequest", new byte[0]);
            assertThat(BELL.rung).containsExactly(actor.key().text() + " Ring");
        }
    }

    @WasccTest
    static class Mocked {
        @Mock("acme:bell")
        static MockProvider shared;

        @Mock("acme:bell")
        MockProvider bell;

        @Actor(DIR + "bell.wasm")
        ActorRef actor;

        @Test
        void the_mock_answers_and_records() throws Exception {
            assertThat(shared).isSameAs(bell);
            bell.on("Ring").answer("ding".getBytes(StandardCharsets.UTF_8));
            actor.call("HandleRequest", new byte[0]);
            assertThat(bell.calls()).extracting("operation", "response").containsExactly(tuple("Ring", "ding"));
        }

        @Test
        void nothing_of_another_test_is_left() throws Exception {
            assertThat(bell.calls()).isEmpty();
            actor.call("HandleRequest", new byte[0]);
            assertThat(bell.calls()).singleElement().satisfies(call -> assertThat(call.error())
                    .contains("no canned answer for Ring"));
        }

        @Nested
        class Inner {
            @Mock
            KeyValue store;

            @Mock("acme:bell")
            MockProvider inner;

            @Test
            void a_nested_class_has_the_mocks_of_the_host() {
                assertThat(inner).isSameAs(bell);
                assertThat(store.calls()).isEmpty();
            }
        }
    }

    @WasccTest
    static class MockOfNothing {
        @Mock
        MockProvider mock;

        @Test
        void never_comes_here() {}
    }

    @WasccTest
    static class NothingProvides {
        @Actor(DIR + "bell.wasm")
        ActorRef actor;

        @Test
        void never_comes_here() {}
    }

    @WasccTest(policy = DIR + "policy.yaml")
    static class RefusedByPolicy {
        @Actor(DIR + "http.wasm")
        ActorRef actor;

        @Test
        void never_comes_here() {}
    }

    @WasccTest(trust = "ACOJJN6WUP4ODD75XEBKKTCCUJJCY5ZKQ56XVKYK4BEJWGVAOOQHZMCW")
    static class RefusedByTrust {
        @Test
        void never_comes_here(@Actor(DIR + "http.wasm") ActorRef stranger) {}
    }

    @WasccTest
    static class Unsigned {
        @Actor(DIR + "unsigned.wasm")
        static ActorRef actor;

        @Test
        void never_comes_here() {}
    }

    @WasccTest
    static class NotBuilt {
        @Actor(DIR + "none.wasm")
        ActorRef actor;

        @Test
        void never_comes_here() {}
    }

    @WasccTest(policy = DIR + "none.yaml")
    static class NoPolicy {
        @Test
        void never_comes_here() {}
    }

    @Test
    void actors_are_served_called_and_shared() {
        assertThat(run(Served.class).getFailures()).isEmpty();
        assertThat(run(Served.class).getTestsSucceededCount()).isEqualTo(3);
    }

    @Test
    void what_a_test_hands_over_is_bound_and_closed_at_the_end() {
        assertThat(run(HandedOver.class).getFailures()).isEmpty();
        assertThat(HandedOver.BELL.closed).isTrue();
    }

    @Test
    void mocks_take_the_part_of_providers_and_are_as_new_before_each_test() {
        assertThat(run(Mocked.class).getFailures()).isEmpty();
        assertThat(run(Mocked.class).getTestsSucceededCount()).isEqualTo(3);
        assertThat(failure(MockOfNothing.class)).contains("@Mock of a MockProvider names a capability");
    }

    @Test
    void a_refused_actor_fails_the_class_by_the_rules_of_the_gate() {
        assertThat(failure(RefusedByPolicy.class))
                .contains(
                        "http.wasm is refused:",
                        "WASCC-P003  capability wascc:http_server is denied",
                        "claims remove " + DIR);
        assertThat(failure(RefusedByTrust.class)).contains("WASCC-S007");
        assertThat(failure(Unsigned.class)).contains("WASCC-S001");
    }

    @Test
    void what_is_missing_is_said() {
        assertThat(failure(NothingProvides.class))
                .contains("nothing provides acme:bell, which bell claims", "@Provides");
        assertThat(failure(NotBuilt.class)).contains("none.wasm: there is no such file; was it built and signed?");
        assertThat(failure(NoPolicy.class)).contains("none.yaml: cannot be read: there is no such file");
    }

    private static String failure(Class<?> test) {
        TestExecutionSummary summary = run(test);
        assertThat(summary.getTestsSucceededCount()).isZero();
        assertThat(summary.getFailures()).hasSize(1);
        return String.valueOf(summary.getFailures().get(0).getException().getMessage());
    }

    private static TestExecutionSummary run(Class<?> test) {
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(selectClass(test))
                                .build(),
                        listener);
        return listener.getSummary();
    }

    /** Keeps who rang. */
    static final class Bell implements CapabilityProvider {
        final List<String> rung = new ArrayList<>();
        boolean closed;

        @Override
        public CapabilityDescriptor descriptor() {
            return new CapabilityDescriptor("acme:bell", "bell", "1", 1, "", List.of());
        }

        @Override
        public void bind(Binding binding) {}

        @Override
        public void unbind(String actor) {}

        @Override
        public byte[] handle(String actor, String operation, byte[] payload) {
            rung.add(actor + " " + operation);
            return "dong".getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
