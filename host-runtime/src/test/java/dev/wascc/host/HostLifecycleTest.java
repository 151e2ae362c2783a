package dev.wascc.host;

import static dev.wascc.host.TestActors.forward;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wascc.host.InvocationException.Reason;
import dev.wascc.nkeys.KeyRole;
import dev.wascc.nkeys.SigningKey;
import dev.wascc.provider.Binding;
import dev.wascc.provider.message.Shapes;
import dev.wascc.wapc.GuestLimits;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Coming, going, binding, replacing. */
@Timeout(120)
class HostLifecycleTest extends HostFixture {
    @Test
    void an_actor_that_loops_is_stopped_and_answers_the_next_call_with_its_binding_kept() throws Exception {
        host = Host.builder()
                .limits(GuestLimits.defaults().withCallTime(Duration.ofMillis(100)))
                .build();
        boundActor();
        for (int i = 0; i < 5; i++) {
            InvocationException e =
                    catchThrowableOfType(InvocationException.class, () -> host.call(module.publicKey(), "loop", HELLO));
            assertThat(e.reason()).isEqualTo(Reason.TIMED_OUT);
            assertThat(host.call(module.publicKey(), "forward", forward("", CAPABILITY, "Do", HELLO)))
                    .isEqualTo(HELLO);
        }
    }

    @Test
    void a_provider_that_hangs_is_given_up_and_others_are_not_held_up() throws Exception {
        host = Host.builder()
                .limits(GuestLimits.defaults().withCallTime(Duration.ofMillis(300)))
                .build();
        boundActor();
        SigningKey other = TestActors.module();
        host.add(TestActors.actor(other));
        CountDownLatch hanging = new CountDownLatch(1);
        spy.answer = (actor, operation, payload) -> {
            hanging.countDown();
            new CountDownLatch(1).await();
            return payload;
        };
        AtomicReference<InvocationException> failure = new AtomicReference<>();
        Thread caller = new Thread(() -> failure.set(refused(forward("", CAPABILITY, "Do", HELLO))));
        caller.start();
        assertThat(hanging.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(host.call(other.publicKey(), "echo", HELLO)).isEqualTo(HELLO);
        caller.join();
        assertThat(failure.get().reason()).isEqualTo(Reason.TIMED_OUT);
    }

    @Test
    void a_replacement_brings_its_claims_and_another_issuer_or_subject_is_refused() throws Exception {
        boundActor();
        SigningKey stranger = SigningKey.generate(KeyRole.ACCOUNT, new SecureRandom());
        assertThatThrownBy(() -> host.replace(TestActors.actor(module, stranger, "2", null, CAPABILITY)))
                .isInstanceOf(HostException.class)
                .hasMessageContaining("same issuer");
        assertThatThrownBy(() -> host.replace(TestActors.actor(TestActors.module(), CAPABILITY)))
                .hasMessageContaining("No such actor");
        assertThat(host.call(module.publicKey(), "forward", forward("", CAPABILITY, "Do", HELLO)))
                .isEqualTo(HELLO);

        host.replace(TestActors.actor(module, TestActors.ISSUER, "2", null));
        assertThat(refused(forward("", CAPABILITY, "Do", HELLO))).hasMessageContaining("PERMISSION DENIED");
    }

    @Test
    void claims_that_expire_while_the_actor_runs_end_its_calls() throws Exception {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
        Clock clock = new Clock() {
            @Override
            public java.time.ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now.get();
            }
        };
        host = Host.builder().clock(clock).build();
        Instant expires = Instant.now().plusSeconds(3600);
        host.add(TestActors.actor(module, TestActors.ISSUER, "1", expires));
        assertThat(host.call(module.publicKey(), "echo", HELLO)).isEqualTo(HELLO);
        now.set(expires.plusSeconds(1));
        InvocationException e =
                catchThrowableOfType(InvocationException.class, () -> host.call(module.publicKey(), "echo", HELLO));
        assertThat(e.reason()).isEqualTo(Reason.EXPIRED);
        assertThatThrownBy(() -> host.add(TestActors.actor(TestActors.module(), TestActors.ISSUER, "1", expires)))
                .hasMessageContaining("Expired token");
    }

    @Test
    void taking_one_provider_away_leaves_the_bindings_to_all_others() throws Exception {
        host.add(TestActors.actor(module, "acme:a", "acme:b", "acme:c"));
        List<Spy> spies = new ArrayList<>();
        for (String capability : List.of("acme:a", "acme:b", "acme:c")) {
            for (String name : List.of("x", "y", "z")) {
                Spy provider = new Spy(capability);
                spies.add(provider);
                host.add(provider, name);
                host.bind(new Binding(key, capability, name, Map.of()));
            }
        }
        host.removeProvider("acme:b", "y");
        assertThat(host.inventory().bindings()).hasSize(8);
        assertThat(spies).filteredOn(s -> s.closed.get()).hasSize(1);
        assertThatThrownBy(() -> host.add(new Spy("acme:a"), "x"))
                .hasMessageContaining("cannot be bound to the same name (x) twice");
    }

    @Test
    void bindings_that_cannot_be_are_refused_with_the_peers_texts() throws Exception {
        host.add(spy, "default");
        assertThatThrownBy(() -> host.bind(Binding.of(key, CAPABILITY, Map.of())))
                .hasMessageContaining("Attempted to bind non-existent actor");
        host.add(TestActors.actor(module));
        assertThatThrownBy(() -> host.bind(Binding.of(key, CAPABILITY, Map.of())))
                .hasMessageStartingWith("Unauthorized binding: actor " + key + " is not authorized to use capability "
                        + CAPABILITY + ".");
        host.remove(module.publicKey());
        host.add(TestActors.actor(module, CAPABILITY));
        assertThatThrownBy(() -> host.bind(Binding.of(key, CAPABILITY, Map.of("REFUSE", "secret"))))
                .hasMessage("Failed to configure default,acme:spy - REFUSE is set");
        assertThatThrownBy(() -> host.add(TestActors.actor(module, CAPABILITY)))
                .hasMessageContaining("already in this host");
    }

    @Test
    void removing_an_actor_unbinds_it_everywhere() throws Exception {
        boundActor();
        host.remove(module.publicKey());
        assertThat(spy.bound).isEmpty();
        assertThat(host.inventory().bindings()).isEmpty();
        assertThatThrownBy(() -> host.call(module.publicKey(), "echo", HELLO)).hasMessageContaining("no subscribers");
    }

    private Map<String, String> configuration() throws Exception {
        byte[] kept = call("configuration", HELLO);
        return kept.length == 0
                ? Map.of()
                : Shapes.CAPABILITY_CONFIGURATION.decode(kept).textMap("values");
    }

    @Test
    void an_actor_is_configured_by_a_binding_to_itself_and_so_is_every_instance_of_it() throws Exception {
        host.add(TestActors.actor(module));
        host.bind(Binding.of(key, key, Map.of("COLOUR", "red")));
        assertThat(configuration())
                .containsEntry("COLOUR", "red")
                .containsEntry("__wascc_issuer", TestActors.ISSUER.publicKey().text());
        assertThat(host.inventory().bindings()).containsExactly(Binding.of(key, key, Map.of("COLOUR", "red")));

        assertThatThrownBy(() -> call("trap", HELLO)).isInstanceOf(InvocationException.class);
        assertThat(configuration()).containsEntry("COLOUR", "red");
        host.replace(TestActors.actor(module, TestActors.ISSUER, "2", null, "wascc:logging"));
        assertThat(configuration())
                .containsEntry("COLOUR", "red")
                .containsEntry("__wascc_capabilities", "wascc:logging");

        host.bind(Binding.of(key, key, Map.of("COLOUR", "blue")));
        assertThat(configuration()).containsEntry("COLOUR", "blue");
        host.unbind(key, key, "default");
        assertThat(host.inventory().bindings()).isEmpty();
        assertThatThrownBy(() -> call("trap", HELLO)).isInstanceOf(InvocationException.class);
        assertThat(configuration()).isEmpty();
    }

    @Test
    void so_many_instances_answer_at_the_same_time_each_with_its_own_memory() throws Exception {
        host.add(TestActors.actor(module, CAPABILITY), 3);
        host.add(spy, "default");
        host.bind(Binding.of(key, CAPABILITY, Map.of()));
        host.bind(Binding.of(key, key, Map.of("COLOUR", "red")));
        CyclicBarrier all = new CyclicBarrier(3);
        spy.answer = (actor, operation, payload) -> {
            all.await(10, TimeUnit.SECONDS);
            return payload;
        };
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            for (Future<byte[]> answer :
                    threads.invokeAll(Collections.<Callable<byte[]>>nCopies(3, () -> asks(CAPABILITY, "Do")))) {
                assertThat(answer.get()).isEqualTo(HELLO);
            }
        } finally {
            threads.shutdown();
        }
        for (int i = 0; i < 3; i++) {
            assertThat(configuration()).containsEntry("COLOUR", "red");
        }
        assertThatThrownBy(() -> host.add(TestActors.actor(TestActors.module()), 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_replacement_loses_the_bindings_it_has_no_claim_to_and_gains_extras() throws Exception {
        boundActor();
        host.replace(TestActors.actor(module, TestActors.ISSUER, "2", null, "wascc:extras"));
        assertThat(spy.bound).isEmpty();
        assertThat(host.inventory().bindings()).extracting(Binding::capability).containsExactly("wascc:extras");
        assertThatThrownBy(() -> spy.dispatcher.dispatch(key, "echo", HELLO)).hasMessageContaining("is not bound");
        assertThatThrownBy(() -> asks("wascc:extras", "nothing")).hasMessageContaining("bad dispatch");
    }

    @Test
    void a_replacement_by_an_issuer_that_is_trusted_by_name_is_taken() throws Exception {
        boundActor();
        SigningKey successor = SigningKey.generate(KeyRole.ACCOUNT, new SecureRandom());
        host.replace(TestActors.trusted(module, successor, "2.0.0.0", CAPABILITY));
        assertThat(call("version", HELLO)).asString(UTF_8).isEqualTo("2.0.0.0");
        assertThat(host.inventory().actors().get(0).issuer())
                .isEqualTo(successor.publicKey().text());
    }

    /** 50 times; {@code -Dwascc.bad} for more. */
    @Test
    void a_version_that_does_not_start_leaves_the_old_one_with_its_memory() throws Exception {
        boundActor();
        call("BindActor", HELLO);
        for (int i = 0; i < Integer.getInteger("wascc.bad", 50); i++) {
            assertThatThrownBy(() -> host.replace(TestActors.starting(module, "2.0.0.0", "(unreachable)", CAPABILITY)))
                    .hasMessageContaining("does not start");
            assertThat(call("version", HELLO)).asString(UTF_8).isEqualTo("1.0.0.0");
        }
        assertThat(call("configuration", HELLO)).isEqualTo(HELLO);
        assertThat(asks(CAPABILITY, "Do")).isEqualTo(HELLO);
    }

    @Test
    void an_actor_that_is_bound_again_is_served_until_the_provider_has_the_new_values_or_refuses_them()
            throws Exception {
        boundActor();
        AtomicReference<byte[]> meanwhile = new AtomicReference<>();
        spy.onBind = actor -> meanwhile.set(asks(CAPABILITY, "Do"));
        host.bind(Binding.of(key, CAPABILITY, Map.of("URL", "y")));
        assertThat(meanwhile.get()).isEqualTo(HELLO);
        assertThat(host.inventory().bindings()).containsExactly(Binding.of(key, CAPABILITY, Map.of("URL", "y")));
        assertThatThrownBy(() -> host.bind(Binding.of(key, CAPABILITY, Map.of("REFUSE", "secret"))))
                .hasMessageNotContaining("secret");
        assertThat(host.inventory().bindings()).isEmpty();
        assertThat(spy.bound).isEmpty();
        assertThatThrownBy(() -> asks(CAPABILITY, "Do")).hasMessageContaining("no subscribers");
    }

    @Test
    void a_name_is_stripped_and_a_blank_one_is_default() throws Exception {
        host.add(TestActors.actor(module, CAPABILITY));
        host.add(spy, " front ");
        assertThat(host.provides(CAPABILITY, "front")).isTrue();
        assertThatThrownBy(() -> host.add(new Spy(CAPABILITY), "front")).hasMessageContaining("(front) twice");
        host.bind(new Binding(key, CAPABILITY, "front", Map.of()));
        assertThat(call("forward", forward(" front", CAPABILITY, "Do", HELLO))).isEqualTo(HELLO);
        assertThat(host.endpoints(module.publicKey())).containsExactly("spy://" + key);
        host.add(new Spy(CAPABILITY), " ");
        assertThat(host.provides(CAPABILITY, "default")).isTrue();
    }
}
