package dev.wascc.host;

import static dev.wascc.host.TestActors.forward;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wascc.claims.VerifiedActor;
import dev.wascc.nkeys.SigningKey;
import dev.wascc.provider.Binding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who may call whom, what is said where not, and the way of a call. */
@Timeout(120)
class HostTest extends HostFixture {
    @Test
    void a_call_goes_to_the_actor_and_on_to_the_provider_and_back() throws Exception {
        boundActor();
        assertThat(host.call(module.publicKey(), "echo", HELLO)).isEqualTo(HELLO);
        assertThat(host.call(module.publicKey(), "forward", forward("", CAPABILITY, "Do", HELLO)))
                .isEqualTo(HELLO);
        assertThat(host.call(module.publicKey(), "forward", forward(" ", CAPABILITY, "Do", HELLO)))
                .isEqualTo(HELLO);
        assertThat(spy.calls).hasValue(2);
    }

    @Test
    void a_provider_is_told_of_the_claims_and_the_inventory_is_not() throws Exception {
        boundActor();
        assertThat(spy.bound.get(key).values())
                .containsEntry("URL", "x")
                .containsEntry("__wascc_issuer", TestActors.ISSUER.publicKey().text())
                .containsEntry("__wascc_capabilities", CAPABILITY)
                .containsEntry("__wascc_name", "test")
                .containsEntry("__wascc_expires", "0")
                .containsEntry("__wascc_tags", "tag");
        assertThat(host.inventory().bindings()).containsExactly(Binding.of(key, CAPABILITY, Map.of("URL", "x")));
        assertThat(host.inventory().labels())
                .containsEntry("hostcore.osfamily", "unix")
                .containsKey("hostcore.arch");
    }

    @Test
    void a_capability_that_is_not_claimed_is_refused_before_anything_else_in_the_peers_words() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        host = Host.builder()
                .authorizer(new Authorizer() {
                    @Override
                    public boolean mayInvoke(VerifiedActor caller, Entity target, String operation) {
                        asked.incrementAndGet();
                        return true;
                    }
                })
                .build();
        boundActor();
        for (String other : List.of(
                "acme:spyx",
                "acme:sp",
                "ACME:SPY",
                "wascc:keyvalue",
                TestActors.module().publicKey().text())) {
            InvocationException e = refused(forward("b", other, "Do", HELLO));
            assertThat(e)
                    .hasMessageEndingWith("Guest call failure: WebAssembly module authorization failure: Actor " + key
                            + " attempted to call Do on " + other + ",b - PERMISSION DENIED.");
        }
        assertThat(asked).hasValue(0);
        assertThat(spy.calls).hasValue(0);
    }

    @Test
    void an_authorizer_can_be_stricter_and_its_refusal_comes_before_the_binding_is_looked_for() throws Exception {
        host = Host.builder()
                .authorizer(new Authorizer() {
                    @Override
                    public boolean mayInvoke(VerifiedActor caller, Entity target, String operation) {
                        return !operation.equals("Drop");
                    }

                    @Override
                    public boolean mayLoad(VerifiedActor actor) {
                        return actor.claimsCapability(CAPABILITY);
                    }
                })
                .build();
        host.add(TestActors.actor(module, CAPABILITY));
        assertThat(refused(forward("", CAPABILITY, "Drop", HELLO)))
                .hasMessageEndingWith(
                        "WebAssembly module authorization failure: Actor " + key
                                + " attempted to call Capability { capid: \"acme:spy\", binding: \"default\" } - Authorizer denied access");
        assertThatThrownBy(() -> host.add(TestActors.actor(TestActors.module())))
                .hasMessageContaining("denied access to module");
    }

    @Test
    void an_unbound_capability_has_no_subscribers() throws Exception {
        host.add(TestActors.actor(module, CAPABILITY));
        host.add(spy, "default");
        assertThat(refused(forward("", CAPABILITY, "Do", HELLO)))
                .hasMessageEndingWith(
                        "Error occurred during host call: waSCC Host Error: Attempted bus call for wasmbus.provider.acme.spy.default."
                                + key + " with no subscribers");
        assertThat(spy.calls).hasValue(0);
    }

    @Test
    void what_a_provider_throws_is_read_by_the_guest() throws Exception {
        boundActor();
        spy.answer = (actor, operation, payload) -> {
            throw new IllegalStateException("out of order");
        };
        assertThat(refused(forward("", CAPABILITY, "Do", HELLO)))
                .hasMessageEndingWith(
                        "Invocation failure: failed to invoke capability: Error occurred during host call: out of order");
    }

    @Test
    void an_actor_calls_another_whose_key_it_claims_and_reads_its_failure() throws Exception {
        SigningKey other = TestActors.module();
        String otherKey = other.publicKey().text();
        host.add(TestActors.actor(module, otherKey));
        assertThat(refused(forward("", otherKey, "echo", HELLO)))
                .hasMessageEndingWith("Attempted bus call for wasmbus.actor." + otherKey + " with no subscribers");
        host.add(TestActors.actor(other));
        assertThat(host.call(module.publicKey(), "forward", forward("", otherKey, "echo", HELLO)))
                .isEqualTo(HELLO);
        assertThat(refused(forward("", otherKey, "trap", HELLO)))
                .hasMessageContaining("Invocation failure: failed to invoke actor: Guest call failure: ");
    }

    @Test
    void a_self_call_and_a_cycle_are_errors_at_once() throws Exception {
        SigningKey other = TestActors.module();
        String otherKey = other.publicKey().text();
        host.add(TestActors.actor(module, otherKey));
        host.add(TestActors.actor(other, key));
        for (int i = 0; i < 200; i++) {
            assertThat(refused(forward("", key, "echo", HELLO))).hasMessageContaining("in this chain of calls already");
            assertThat(refused(forward("", otherKey, "forward", forward("", key, "echo", HELLO))))
                    .hasMessageContaining("in this chain of calls already");
        }
        assertThat(host.call(module.publicKey(), "echo", HELLO)).isEqualTo(HELLO);
    }

    @Test
    void a_cycle_through_a_provider_is_an_error_at_once() throws Exception {
        boundActor();
        spy.answer = (actor, operation, payload) -> spy.dispatcher.dispatch(actor, "echo", payload);
        assertThat(refused(forward("", CAPABILITY, "Do", HELLO)))
                .hasMessageContaining("in this chain of calls already");
    }

    @Test
    void a_chain_of_17_actors_is_too_long() throws Exception {
        List<SigningKey> keys = new ArrayList<>();
        for (int i = 0; i < 17; i++) {
            keys.add(TestActors.module());
        }
        byte[] request = HELLO;
        String operation = "echo";
        for (int i = 16; i >= 0; i--) {
            String next = i == 16 ? "" : keys.get(i + 1).publicKey().text();
            host.add(next.isEmpty() ? TestActors.actor(keys.get(i)) : TestActors.actor(keys.get(i), next));
            if (i < 16) {
                request = forward("", next, operation, request);
                operation = "forward";
            }
        }
        byte[] whole = request;
        assertThatThrownBy(() -> host.call(keys.get(0).publicKey(), "forward", whole))
                .hasMessageContaining("16 actors long");
    }
}
