package dev.wascc.host;

import static dev.wascc.host.TestActors.forward;
import static dev.wascc.host.TestProviders.TESTING;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wascc.claims.Metadata;
import dev.wascc.claims.VerifiedActor;
import dev.wascc.host.HostException.Reason;
import dev.wascc.host.Inventory.ProviderEntry;
import dev.wascc.nkeys.KeyRole;
import dev.wascc.nkeys.SigningKey;
import dev.wascc.provider.Binding;
import dev.wascc.provider.message.Message;
import dev.wascc.provider.message.Shapes;
import dev.wascc.wapc.GuestLimits;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Providers that are modules: in by the same gate, called and limited like actors. */
@Timeout(60)
class PortableProviderTest extends HostFixture {
    private final SigningKey provider = TestActors.module();

    /** The actor, bound to a portable provider. */
    private void portable() throws Exception {
        host.addProvider(TestProviders.provider(provider, TESTING), "default");
        host.add(TestActors.actor(module, TESTING));
        host.bind(Binding.of(key, TESTING, Map.of("URL", "x")));
    }

    private byte[] asksProvider(String operation, byte[] payload) throws InvocationException {
        return call("forward", forward("", TESTING, operation, payload));
    }

    @Test
    void it_is_asked_what_it_provides_and_serves_the_actors_that_are_bound() throws Exception {
        portable();
        assertThat(host.inventory().providers())
                .anySatisfy(entry -> {
                    assertThat(List.of(entry.capability(), entry.binding(), entry.name(), entry.version()))
                            .containsExactly(TESTING, "default", "Test", "0.1.0");
                    assertThat(entry.revision()).isEqualTo(3);
                    assertThat(entry.backends()).containsExactly("Test");
                    assertThat(entry.module().key())
                            .isEqualTo(provider.publicKey().text());
                    assertThat(entry.module().issuer())
                            .isEqualTo(TestActors.ISSUER.publicKey().text());
                })
                .anySatisfy(entry -> {
                    assertThat(entry.capability()).isEqualTo("wascc:extras");
                    assertThat(entry.module()).isNull();
                });
        assertThat(asksProvider("echo", HELLO)).isEqualTo(HELLO);
        assertThat(asksProvider("number", HELLO)).containsExactly(1);
    }

    @Test
    void a_service_key_is_a_providers_too() throws Exception {
        SigningKey service = SigningKey.generate(KeyRole.SERVICE, new SecureRandom());
        host.addProvider(TestProviders.provider(service, TESTING), "default");
        assertThat(host.provides(TESTING, "default")).isTrue();
    }

    @Test
    void it_is_told_of_the_actor_and_its_claims_when_bound_and_of_no_values_when_unbound() throws Exception {
        portable();
        Message bound = Shapes.CAPABILITY_CONFIGURATION.decode(asksProvider("kept", HELLO));
        assertThat(bound.text("module")).isEqualTo(key);
        assertThat(bound.textMap("values"))
                .containsEntry("URL", "x")
                .containsEntry("__wascc_issuer", TestActors.ISSUER.publicKey().text())
                .containsEntry("__wascc_capabilities", TESTING);

        SigningKey other = TestActors.module();
        host.add(TestActors.actor(other, TESTING));
        host.bind(Binding.of(other.publicKey().text(), TESTING, Map.of()));
        assertThat(asksProvider("number", HELLO)).containsExactly(2);
        host.unbind(other.publicKey().text(), TESTING, "default");
        Message unbound = Shapes.CAPABILITY_CONFIGURATION.decode(asksProvider("kept", HELLO));
        assertThat(unbound.text("module")).isEqualTo(other.publicKey().text());
        assertThat(unbound.textMap("values")).isEmpty();
        assertThat(asksProvider("number", HELLO)).containsExactly(1);
    }

    @Test
    void one_that_died_is_started_anew_and_told_of_all_its_bindings_again() throws Exception {
        portable();
        SigningKey other = TestActors.module();
        host.add(TestActors.actor(other, TESTING));
        host.bind(Binding.of(other.publicKey().text(), TESTING, Map.of("URL", "other")));
        assertThatThrownBy(() -> asksProvider("trap", HELLO))
                .hasMessageContaining(
                        "Invocation failure: failed to invoke capability: Error occurred during host call:"
                                + " Guest call failure: ");
        assertThat(asksProvider("number", HELLO)).containsExactly(2);
        assertThat(Shapes.CAPABILITY_CONFIGURATION
                        .decode(asksProvider("kept", HELLO))
                        .textMap("values"))
                .containsEntry("URL", "other");
    }

    @Test
    void what_it_refuses_is_read_by_the_actor_in_the_peers_words() throws Exception {
        portable();
        assertThatThrownBy(() -> asksProvider("refuse", HELLO))
                .hasMessageEndingWith(
                        "Invocation failure: failed to invoke capability: Error occurred during host call: Guest call"
                                + " failure: no such thing");
        assertThat(asksProvider("number", HELLO)).containsExactly(1);
    }

    @Test
    void it_calls_the_actors_that_are_bound_to_it_and_no_others() throws Exception {
        portable();
        SigningKey second = TestActors.module();
        String secondKey = second.publicKey().text();
        host.add(TestActors.actor(second, TESTING));
        assertThatThrownBy(() -> asksProvider("dispatch", forward("", secondKey, "echo", HELLO)))
                .hasMessageEndingWith("Invocation failure: failed to invoke actor: actor " + secondKey
                        + " is not bound to wascc:testing,default");
        host.bind(Binding.of(secondKey, TESTING, Map.of()));
        assertThat(asksProvider("dispatch", forward("", secondKey, "echo", HELLO)))
                .isEqualTo(HELLO);
        for (String operation : List.of("BindActor", "PerformLiveUpdate")) {
            assertThatThrownBy(() -> asksProvider("dispatch", forward("", secondKey, operation, HELLO)))
                    .hasMessageEndingWith("the operation " + operation + " is for the host alone");
        }
    }

    @Test
    void it_reaches_no_capability_that_it_does_not_claim_nor_one_it_is_not_bound_to() throws Exception {
        portable();
        host.add(spy, "default");
        assertThatThrownBy(() -> asksProvider("dispatch", forward("", CAPABILITY, "Do", HELLO)))
                .hasMessageEndingWith("WebAssembly module authorization failure: Provider "
                        + provider.publicKey().text()
                        + " attempted to call Do on acme:spy,default - PERMISSION DENIED.");
        assertThatThrownBy(() -> asksProvider("dispatch", forward("", TESTING, "echo", HELLO)))
                .hasMessageEndingWith("with no subscribers");
        assertThat(spy.calls).hasValue(0);
    }

    @Test
    void a_cycle_through_it_is_an_error_at_once() throws Exception {
        portable();
        assertThatThrownBy(() -> asksProvider("dispatch", forward("", key, "echo", HELLO)))
                .hasMessageContaining("in this chain of calls already");
        SigningKey second = TestActors.module();
        String secondKey = second.publicKey().text();
        host.add(TestActors.actor(second, TESTING));
        host.bind(Binding.of(secondKey, TESTING, Map.of()));
        byte[] back = forward("", TESTING, "echo", HELLO);
        assertThatThrownBy(() -> asksProvider("dispatch", forward("", secondKey, "forward", back)))
                .hasMessageContaining("in this chain of calls already");
        assertThat(asksProvider("echo", HELLO)).isEqualTo(HELLO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GetCapabilityDescriptor", "BindActor", "RemoveActor", "PerformLiveUpdate", "Initialize"})
    void no_actor_speaks_to_it_as_its_host(String operation) throws Exception {
        portable();
        assertThatThrownBy(() -> asksProvider(operation, HELLO))
                .hasMessageEndingWith("the operation " + operation + " is for the host alone");
        assertThat(asksProvider("number", HELLO)).containsExactly(1);
    }

    @Test
    void one_that_computes_for_ever_is_stopped_and_serves_again() throws Exception {
        ActorLimits brief =
                ActorLimits.defaults().withGuest(GuestLimits.defaults().withCallTime(Duration.ofMillis(200)));
        host.addProvider(TestProviders.provider(provider, TESTING), "default", ActorSettings.of(brief));
        host.add(TestActors.actor(module, TESTING));
        host.bind(Binding.of(key, TESTING, Map.of()));
        assertThatThrownBy(() -> asksProvider("loop", HELLO)).hasMessageContaining("time is over");
        assertThat(asksProvider("number", HELLO)).containsExactly(1);
    }

    @Test
    void an_actor_is_no_provider_and_a_provider_no_actor() throws Exception {
        VerifiedActor actor = TestActors.actor(module, TESTING);
        assertThatThrownBy(() -> host.addProvider(actor, "default"))
                .isInstanceOf(HostException.class)
                .hasMessageContaining("is an actor, and no capability provider: its claims do not say prov");
        VerifiedActor portable = TestProviders.provider(provider, TESTING);
        assertThatThrownBy(() -> host.add(portable)).hasMessageContaining("is a capability provider (prov)");
        assertThat(host.provides(TESTING, "default")).isFalse();
    }

    @Test
    void it_provides_what_its_claims_list_or_does_not_come_in() throws Exception {
        HostException refused = catchThrowableOfType(
                HostException.class,
                () -> host.addProvider(TestProviders.provider(provider, "wascc:keyvalue"), "default"));
        assertThat(refused.reason()).isEqualTo(Reason.UNAUTHORIZED);
        assertThat(refused)
                .hasMessageContaining("provides wascc:testing, which its claims do not list; they list wascc:keyvalue");
        assertThat(host.provides(TESTING, "default")).isFalse();
        assertThat(host.inventory().memoryPages()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "'', failed to fill whole buffer",
        "c0, Failed to de-serialize",
        "80, missing field",
        "81a26964ad77617363633a74657374696e67, missing field",
        "ddffffffff, Failed to de-serialize"
    })
    void one_that_answers_no_descriptor_does_not_come_in(String hex, String why) {
        HostException refused = catchThrowableOfType(
                HostException.class,
                () -> host.addProvider(TestProviders.describing(provider, hex, TESTING), "default"));
        assertThat(refused.reason()).isEqualTo(Reason.PROVIDER);
        assertThat(refused)
                .hasMessageContaining("does not say what it provides")
                .hasMessageContaining(why);
    }

    @Test
    void a_name_is_given_once_whatever_kind_of_provider_has_it() throws Exception {
        portable();
        assertThatThrownBy(() -> host.addProvider(TestProviders.provider(TestActors.module(), TESTING), " "))
                .hasMessageContaining("wascc:testing cannot be bound to the same name (default) twice");
        assertThatThrownBy(() -> host.add(new Spy(TESTING), "default")).hasMessageContaining("twice");
        host.addProvider(TestProviders.provider(TestActors.module(), TESTING), "second");
        assertThat(asksProvider("number", HELLO)).containsExactly(1);
    }

    @Test
    void one_that_is_taken_away_takes_its_bindings_along_and_gives_its_memory_back() throws Exception {
        portable();
        long both = host.inventory().memoryPages();
        host.removeProvider(TESTING, "default");
        assertThat(host.inventory().bindings()).isEmpty();
        assertThat(host.inventory().memoryPages()).isEqualTo(both / 2);
        assertThatThrownBy(() -> asksProvider("echo", HELLO)).hasMessageContaining("no subscribers");
        host.addProvider(TestProviders.provider(provider, TESTING), "default");
        assertThat(host.provides(TESTING, "default")).isTrue();
    }

    @Test
    void a_new_version_takes_its_place_with_all_bindings_and_is_told_of_them() throws Exception {
        portable();
        assertThatThrownBy(() -> asksProvider("refuse", HELLO)).hasMessageEndingWith("no such thing");
        host.replaceProvider(TestProviders.version(provider, "NO SUCH THING", TestProviders.DESCRIPTOR, TESTING));
        assertThat(asksProvider("number", HELLO)).containsExactly(1);
        assertThatThrownBy(() -> asksProvider("refuse", HELLO)).hasMessageEndingWith("NO SUCH THING");
        assertThat(Shapes.CAPABILITY_CONFIGURATION
                        .decode(asksProvider("kept", HELLO))
                        .textMap("values"))
                .containsEntry("URL", "x");
        SigningKey second = TestActors.module();
        String secondKey = second.publicKey().text();
        host.add(TestActors.actor(second, TESTING));
        host.bind(Binding.of(secondKey, TESTING, Map.of()));
        assertThat(asksProvider("dispatch", forward("", secondKey, "echo", HELLO)))
                .isEqualTo(HELLO);
    }

    @Test
    void a_new_version_that_is_not_in_order_leaves_the_old_one_at_work() throws Exception {
        portable();
        String other = TestProviders.DESCRIPTOR.replace("74657374696e67", "6f746865725f5f");
        VerifiedActor[] refused = {
            TestProviders.provider(provider, "wascc:keyvalue"),
            TestProviders.describing(provider, other, TESTING, "wascc:other__"),
            TestProviders.describing(provider, "80", TESTING),
            TestActors.signed(provider, "(module (memory (export \"memory\") 1))", TestProviders.claims(TESTING)),
            TestActors.actor(provider, TESTING),
            TestProviders.provider(TestActors.module(), TESTING)
        };
        List<String> why = List.of(
                "which its claims do not list",
                "provides wascc:other__, and the one that runs wascc:testing",
                "does not say what it provides",
                "does not start",
                "is an actor, and no capability provider",
                "No such provider: M");
        long pages = host.inventory().memoryPages();
        for (int i = 0; i < refused.length; i++) {
            VerifiedActor version = refused[i];
            assertThatThrownBy(() -> host.replaceProvider(version))
                    .isInstanceOf(HostException.class)
                    .hasMessageContaining(why.get(i));
        }
        assertThat(asksProvider("number", HELLO)).containsExactly(1);
        assertThat(host.inventory().memoryPages()).isEqualTo(pages);
    }

    @Test
    void the_authorizer_is_asked_before_it_comes_in_and_before_it_calls() throws Exception {
        AtomicReference<String> denied = new AtomicReference<>("load");
        host = Host.builder()
                .authorizer(new Authorizer() {
                    @Override
                    public boolean mayLoad(VerifiedActor loaded) {
                        return !denied.get().equals("load");
                    }

                    @Override
                    public boolean mayInvoke(VerifiedActor caller, Entity target, String operation) {
                        return !denied.get().equals(operation);
                    }
                })
                .build();
        assertThatThrownBy(this::portable).hasMessageContaining("Authorization hook denied access");
        denied.set("echo");
        portable();
        assertThatThrownBy(() -> asksProvider("dispatch", forward("", key, "echo", HELLO)))
                .hasMessageContaining(
                        "Provider " + provider.publicKey().text() + " attempted to call Actor(\"" + key + "\")");
    }

    @Test
    void what_it_says_of_itself_is_no_more_than_text() throws Exception {
        // The same descriptor with another name: three bytes, the middle one an escape.
        String hostile =
                "86a26964ad77617363633a74657374696e67a46e616d65a3411b42a776657273696f6ea5302e312e30a87265766973696f6ece"
                        + "ffffffffb06c6f6e675f6465736372697074696f6ea0b4737570706f727465645f6f7065726174696f6e7390";
        host.addProvider(TestProviders.describing(provider, hostile, TESTING), "default");
        ProviderEntry entry = host.inventory().providers().stream()
                .filter(listed -> listed.capability().equals(TESTING))
                .findFirst()
                .orElseThrow();
        assertThat(entry.name()).isEqualTo("A\\u001bB");
        assertThat(entry.revision()).isEqualTo(Integer.MAX_VALUE);
        assertThat(new String(entry.version().getBytes(UTF_8), UTF_8)).isEqualTo("0.1.0");
    }

    @Test
    void a_module_that_cannot_run_does_not_come_in() {
        Metadata.Actor claims = TestProviders.claims(TESTING);
        assertThatThrownBy(() -> host.addProvider(
                        TestActors.signed(provider, "(module (memory (export \"memory\") 1))", claims), "default"))
                .isInstanceOf(HostException.class)
                .hasMessageContaining("does not start");
    }
}
