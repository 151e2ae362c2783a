package dev.wascc.host;

import static dev.wascc.host.TestActors.forward;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wascc.claims.VerifiedActor;
import dev.wascc.host.InvocationException.Reason;
import dev.wascc.nkeys.SigningKey;
import dev.wascc.provider.Binding;
import dev.wascc.provider.DispatchException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What may not be, whoever tries. */
@Timeout(60)
class HostRulesTest extends HostFixture {
    private static final List<String> CAPABILITIES = List.of(
            "wascc:http_server",
            "wascc:http_client",
            "wascc:keyvalue",
            "wascc:messaging",
            "wascc:blobstore",
            "wascc:logging",
            "wascc:eventstreams",
            "wascc:graphdb",
            "awslambda:event");
    private static final List<String> OPERATIONS = List.of(
            "HandleRequest",
            "PerformRequest",
            "Add",
            "Get",
            "Set",
            "Del",
            "Clear",
            "Range",
            "Push",
            "SetAdd",
            "Publish",
            "Request",
            "CreateContainer",
            "StartUpload",
            "WriteLog",
            "WriteEvent",
            "QueryGraph",
            "HandleEvent",
            "BindActor",
            "RemoveActor",
            "GetCapabilityDescriptor",
            "");

    @Test
    void no_actor_reaches_a_capability_that_its_claims_do_not_list() throws Exception {
        List<Spy> spies = new ArrayList<>();
        for (String capability : CAPABILITIES) {
            Spy provider = new Spy(capability);
            spies.add(provider);
            host.add(provider, "default");
        }
        for (String claimed : CAPABILITIES) {
            SigningKey actor = TestActors.module();
            host.add(TestActors.actor(actor, claimed));
            host.bind(Binding.of(actor.publicKey().text(), claimed, Map.of()));
            for (String other : CAPABILITIES) {
                if (!other.equals(claimed)) {
                    assertThatThrownBy(
                                    () -> host.bind(Binding.of(actor.publicKey().text(), other, Map.of())))
                            .hasMessageStartingWith("Unauthorized binding: ");
                    for (String operation : OPERATIONS) {
                        assertThatThrownBy(() ->
                                        host.call(actor.publicKey(), "forward", forward("", other, operation, HELLO)))
                                .hasMessageEndingWith("attempted to call " + operation + " on " + other
                                        + ",default - PERMISSION DENIED.");
                    }
                }
            }
        }
        assertThat(spies).allMatch(spy -> spy.calls.get() == 0 && spy.bound.size() == 1);
    }

    @Test
    void a_provider_may_call_only_the_actors_that_are_bound_to_it() throws Exception {
        boundActor();
        SigningKey other = TestActors.module();
        String otherKey = other.publicKey().text();
        host.add(TestActors.actor(other, CAPABILITY));
        assertThat(spy.dispatcher.dispatch(key, "echo", HELLO)).isEqualTo(HELLO);
        assertThatThrownBy(() -> spy.dispatcher.dispatch(otherKey, "echo", HELLO))
                .isInstanceOf(DispatchException.class)
                .hasMessage("Invocation failure: failed to invoke actor: actor " + otherKey
                        + " is not bound to acme:spy,default");
        // A server takes calls as soon as it listens, which is before the host hears that it does, and until it
        // stopped.
        AtomicReference<byte[]> early = new AtomicReference<>();
        spy.onBind = actor -> early.set(spy.dispatcher.dispatch(actor, "echo", HELLO));
        spy.onUnbind = spy.onBind;
        host.bind(Binding.of(otherKey, CAPABILITY, Map.of()));
        assertThat(early.getAndSet(null)).isEqualTo(HELLO);
        host.unbind(otherKey, CAPABILITY, "default");
        assertThat(early.get()).isEqualTo(HELLO);
        assertThatThrownBy(() -> spy.dispatcher.dispatch(otherKey, "echo", HELLO))
                .hasMessageContaining("is not bound");
        spy.onUnbind = actor -> {};
        host.removeProvider(CAPABILITY, "default");
        assertThatThrownBy(() -> spy.dispatcher.dispatch(key, "echo", HELLO)).hasMessageContaining("is not bound");
    }

    @ParameterizedTest
    @ValueSource(strings = {"BindActor", "RemoveActor", "PerformLiveUpdate", "Initialize"})
    void nobody_but_the_host_calls_an_actor_as_its_host(String operation) throws Exception {
        SigningKey other = TestActors.module();
        String otherKey = other.publicKey().text();
        host.add(TestActors.actor(module, otherKey, CAPABILITY));
        host.add(TestActors.actor(other));
        assertThatThrownBy(() -> asks(otherKey, operation))
                .hasMessageEndingWith("the operation " + operation + " is for the host alone");
        host.add(spy, "default");
        host.bind(Binding.of(key, CAPABILITY, Map.of()));
        assertThatThrownBy(() -> spy.dispatcher.dispatch(key, operation, HELLO))
                .hasMessageEndingWith("the operation " + operation + " is for the host alone");
    }

    @Test
    void an_authorizer_that_fails_denies_and_tells_the_guest_nothing_of_it() throws Exception {
        host = Host.builder()
                .authorizer(new Authorizer() {
                    @Override
                    public boolean mayInvoke(VerifiedActor caller, Entity target, String operation) {
                        throw new IllegalStateException("password of the directory");
                    }

                    @Override
                    public boolean mayLoad(VerifiedActor actor) {
                        if (!actor.claimsCapability(CAPABILITY)) {
                            throw new IllegalStateException("no answer");
                        }
                        return true;
                    }
                })
                .build();
        boundActor();
        assertThatThrownBy(() -> asks(CAPABILITY, "Do")).hasMessageEndingWith("Authorizer denied access");
        assertThatThrownBy(() -> host.add(TestActors.actor(TestActors.module())))
                .hasMessageContaining("Authorization hook denied access");
        assertThat(spy.calls).hasValue(0);
    }

    @Test
    void whatever_a_provider_throws_is_an_error_text_and_the_actor_lives_on() throws Exception {
        boundActor();
        call("BindActor", HELLO);
        Map<Throwable, String> failures = Map.of(
                new NoClassDefFoundError("redis/Client"), "redis/Client",
                new AssertionError("cannot be"), "cannot be",
                new java.io.IOException("disk full"), "disk full",
                new NullPointerException(), "NullPointerException");
        failures.forEach((thrown, text) -> {
            spy.answer = (actor, operation, payload) -> {
                if (thrown instanceof Error error) {
                    throw error;
                }
                throw (Exception) thrown;
            };
            assertThatThrownBy(() -> asks(CAPABILITY, "Do"))
                    .hasMessageEndingWith(
                            "Invocation failure: failed to invoke capability: Error occurred during host call: "
                                    + text);
        });
        spy.answer = (actor, operation, payload) -> null;
        assertThatThrownBy(() -> asks(CAPABILITY, "Do")).hasMessageEndingWith("the provider answered null");
        // The instance is still the one that was configured.
        assertThat(call("configuration", HELLO)).isEqualTo(HELLO);
    }

    @Test
    void an_actor_of_another_host_is_another_actor() throws Exception {
        boundActor();
        try (Host second = Host.builder().build()) {
            second.add(TestActors.actor(module));
            spy.answer = (actor, operation, payload) -> second.call(module.publicKey(), "echo", payload);
            assertThat(asks(CAPABILITY, "Do")).isEqualTo(HELLO);
            spy.answer = (actor, operation, payload) -> host.call(module.publicKey(), "echo", payload);
            assertThatThrownBy(() -> asks(CAPABILITY, "Do")).hasMessageContaining("in this chain of calls already");
        }
    }

    @Test
    void what_a_guest_calls_while_it_starts_is_judged_too() throws Exception {
        // Asks its host for binding "V", namespace "E", operation "R", and fails to start where that is refused.
        String ask =
                """
                (if (i32.eqz (call $host (i32.const 16) (i32.const 1) (i32.const 17) (i32.const 1) (i32.const 18) (i32.const 1)
                    (i32.const 0) (i32.const 0))) (then (unreachable)))
                """;
        assertThatThrownBy(() -> host.add(TestActors.starting(module, "VER", ask, "E")))
                .isInstanceOf(HostException.class)
                .hasMessageContaining("does not start");
        assertThat(host.inventory().actors()).isEmpty();
        assertThatCode(() -> host.add(TestActors.starting(module, "1.0.0.0", "")))
                .doesNotThrowAnyException();
    }

    @Test
    void the_reasons_tell_refusals_apart() throws Exception {
        boundActor();
        assertThat(reason("nothing", HELLO)).isEqualTo(Reason.ACTOR_FAILED);
        assertThat(reason("trap", HELLO)).isEqualTo(Reason.ACTOR_FAILED);
        assertThat(reason("echo", new byte[(6 << 20) + 1])).isEqualTo(Reason.TOO_LARGE);
        Thread.currentThread().interrupt();
        assertThat(reason("loop", HELLO)).isEqualTo(Reason.INTERRUPTED);
        assertThat(Thread.interrupted()).isTrue();
        host.remove(module.publicKey());
        assertThat(reason("echo", HELLO)).isEqualTo(Reason.NO_SUCH_ACTOR);
    }

    private Reason reason(String operation, byte[] payload) {
        try {
            call(operation, payload);
            throw new AssertionError(operation + " was answered");
        } catch (InvocationException e) {
            return e.reason();
        }
    }

    @Test
    void what_guests_and_claims_say_stays_on_one_line_of_the_log() {
        assertThat(LogText.of("a\r\nb\u001b[2J\u2028c\u202ed"))
                .doesNotContain("\r", "\n", "\u001b", "\u2028", "\u202e")
                .contains("[2J");
        assertThat(LogText.of("x".repeat(10_000)).length()).isLessThan(600);
        assertThat(new Entity.Capability("a\"b\\c\n\u0001", "ü"))
                .hasToString("Capability { capid: \"a\\\"b\\\\c\\n\\u{1}\", binding: \"ü\" }");
    }

    @Test
    void labels_are_the_owners_but_for_the_machines_own() {
        assertThat(Labels.of(Map.of("zone", "a", "hostcore.os", "beos"), "amd64", "Linux"))
                .isEqualTo(Map.of(
                        "zone", "a", "hostcore.arch", "x86_64", "hostcore.os", "linux", "hostcore.osfamily", "unix"));
        assertThat(Labels.of(Map.of(), "aarch64", "Mac OS X"))
                .containsEntry("hostcore.os", "macos")
                .containsEntry("hostcore.arch", "aarch64");
        assertThat(Labels.of(Map.of(), "amd64", "Windows 11"))
                .containsEntry("hostcore.os", "windows")
                .containsEntry("hostcore.osfamily", "windows");
        assertThat(Labels.of(Map.of(), "sparcv9", "SunOS").keySet())
                .isEqualTo(Set.of("hostcore.arch", "hostcore.os", "hostcore.osfamily"));
    }

    @Test
    void the_provider_alone_is_told_a_secret_that_a_binding_refers_to() throws Exception {
        host.close();
        host = Host.builder().environment(Map.of("STORE_URL", "x://:hunter2@h")).build();
        host.add(TestActors.actor(module, CAPABILITY));
        host.add(spy, "default");
        host.bind(Binding.of(key, CAPABILITY, Map.of("URL", "env:STORE_URL")));
        assertThat(spy.bound.get(key).values()).containsEntry("URL", "x://:hunter2@h");
        assertThat(host.inventory().bindings().get(0).values()).isEqualTo(Map.of("URL", "env:STORE_URL"));
        assertThat(host.inventory().providers())
                .filteredOn(provider -> provider.capability().equals(CAPABILITY))
                .singleElement()
                .satisfies(provider -> assertThat(provider.backends())
                        .containsExactly(spy.descriptor().name()));
    }
}
