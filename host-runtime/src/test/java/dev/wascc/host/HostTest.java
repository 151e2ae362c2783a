package dev.wascc.host;

import static dev.wascc.host.TestActors.forward;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wascc.claims.VerifiedActor;
import dev.wascc.host.InvocationException.Reason;
import dev.wascc.nkeys.KeyRole;
import dev.wascc.nkeys.SigningKey;
import dev.wascc.provider.Binding;
import dev.wascc.provider.CapabilityDescriptor;
import dev.wascc.provider.CapabilityProvider;
import dev.wascc.provider.Dispatcher;
import dev.wascc.provider.message.Message;
import dev.wascc.provider.message.Shapes;
import dev.wascc.wapc.GuestLimits;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class HostTest {
    private static final String CAPABILITY = "acme:spy";
    private static final byte[] HELLO = "hello".getBytes(UTF_8);

    /** Answers with what it was called with, or as {@link #answer} says. */
    private static final class Spy implements CapabilityProvider {
        private final String id;
        private final AtomicInteger calls = new AtomicInteger();
        private final Map<String, Binding> bound = new ConcurrentHashMap<>();
        private final AtomicBoolean closed = new AtomicBoolean();
        private Dispatcher dispatcher;
        private Answer answer = (actor, operation, payload) -> payload;

        private interface Answer {
            byte[] answer(String actor, String operation, byte[] payload) throws Exception;
        }

        Spy(String id) {
            this.id = id;
        }

        @Override
        public CapabilityDescriptor descriptor() {
            return new CapabilityDescriptor(id, "spy", "1", 1, "", List.of());
        }

        @Override
        public void start(Dispatcher toActors) {
            dispatcher = toActors;
        }

        @Override
        public void bind(Binding binding) {
            if (binding.values().containsKey("REFUSE")) {
                throw new IllegalArgumentException("REFUSE is set");
            }
            bound.put(binding.actor(), binding);
        }

        @Override
        public void unbind(String actor) {
            bound.remove(actor);
        }

        @Override
        public byte[] handle(String actor, String operation, byte[] payload) throws Exception {
            calls.incrementAndGet();
            return answer.answer(actor, operation, payload);
        }

        @Override
        public void close() {
            closed.set(true);
        }
    }

    private Host host = Host.builder()
            .limits(GuestLimits.defaults().withCallTime(Duration.ofSeconds(5)))
            .build();
    private final SigningKey module = TestActors.module();
    private final String key = module.publicKey().text();
    private final Spy spy = new Spy(CAPABILITY);

    @AfterEach
    void close() {
        host.close();
    }

    private void boundActor() throws Exception {
        host.add(TestActors.actor(module, CAPABILITY));
        host.add(spy, "default");
        host.bind(Binding.of(key, CAPABILITY, Map.of("URL", "x")));
    }

    private InvocationException refused(byte[] request) {
        return catchThrowableOfType(InvocationException.class, () -> host.call(module.publicKey(), "forward", request));
    }

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
    void replies_are_never_crossed_between_many_callers() throws Exception {
        boundActor();
        SigningKey second = TestActors.module();
        host.add(TestActors.actor(second));
        int threads = 64;
        long calls = Long.getLong("wascc.calls", 20_000L) / threads;
        AtomicInteger crossed = new AtomicInteger();
        AtomicInteger answered = new AtomicInteger();
        List<Thread> callers = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            int id = t;
            Thread caller = new Thread(() -> {
                for (long i = 0; i < calls; i++) {
                    byte[] unique =
                            ByteBuffer.allocate(12).putInt(id).putLong(i).array();
                    try {
                        boolean forwards = (id & 1) == 0;
                        byte[] answer = forwards
                                ? host.call(module.publicKey(), "forward", forward("", CAPABILITY, "Do", unique))
                                : host.call(second.publicKey(), "echo", unique);
                        answered.incrementAndGet();
                        crossed.addAndGet(java.util.Arrays.equals(answer, unique) ? 0 : 1);
                    } catch (InvocationException e) {
                        throw new IllegalStateException(e);
                    }
                }
            });
            callers.add(caller);
            caller.start();
        }
        for (Thread caller : callers) {
            caller.join();
        }
        assertThat(crossed).hasValue(0);
        assertThat(answered.get()).isEqualTo(calls * threads);
    }

    @Test
    void swapping_under_load_loses_no_call_and_each_answer_is_of_one_version() throws Exception {
        boundActor();
        int swaps = Integer.getInteger("wascc.swaps", 200);
        VerifiedActor one = TestActors.actor(module, TestActors.ISSUER, "1.0.0.0", null, CAPABILITY);
        VerifiedActor two = TestActors.actor(module, TestActors.ISSUER, "2.0.0.0", null, CAPABILITY);
        AtomicBoolean done = new AtomicBoolean();
        AtomicInteger wrong = new AtomicInteger();
        AtomicInteger answers = new AtomicInteger();
        List<Thread> callers = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            Thread caller = new Thread(() -> {
                while (!done.get()) {
                    try {
                        String version = new String(host.call(module.publicKey(), "version", HELLO), UTF_8);
                        wrong.addAndGet(version.equals("1.0.0.0") || version.equals("2.0.0.0") ? 0 : 1);
                        answers.incrementAndGet();
                    } catch (InvocationException e) {
                        wrong.incrementAndGet();
                    }
                }
            });
            callers.add(caller);
            caller.start();
        }
        for (int i = 0; i < swaps; i++) {
            host.replace(i % 2 == 0 ? two : one);
        }
        done.set(true);
        for (Thread caller : callers) {
            caller.join();
        }
        assertThat(wrong).hasValue(0);
        assertThat(answers.get()).isGreaterThan(swaps);
        assertThat(host.call(module.publicKey(), "forward", forward("", CAPABILITY, "Do", HELLO)))
                .isEqualTo(HELLO);
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
    void middleware_is_passed_in_order_once_each_and_its_failure_is_a_refusal() throws Exception {
        List<String> seen = new ArrayList<>();
        AtomicBoolean broken = new AtomicBoolean();
        host = Host.builder()
                .middleware((invocation, rest) -> {
                    seen.add("1 " + invocation.operation());
                    return rest.proceed(invocation);
                })
                .middleware((invocation, rest) -> {
                    seen.add("2 " + invocation.operation());
                    if (broken.get()) {
                        throw new IllegalStateException("broken");
                    }
                    return rest.proceed(invocation);
                })
                .build();
        boundActor();
        host.call(module.publicKey(), "forward", forward("", CAPABILITY, "Do", HELLO));
        assertThat(seen).containsExactly("1 forward", "2 forward", "1 Do", "2 Do");
        broken.set(true);
        assertThatThrownBy(() -> host.call(module.publicKey(), "echo", HELLO))
                .hasMessageContaining("Middleware error: broken");
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

    private Message extras(String operation, Message request) throws Exception {
        return Shapes.GENERATOR_RESULT.decode(
                host.call(module.publicKey(), "forward", forward("", "wascc:extras", operation, request.encode())));
    }

    @Test
    void extras_are_bound_by_themselves_and_check_their_bounds() throws Exception {
        host.add(TestActors.actor(module, "wascc:extras"));
        Message request = Shapes.GENERATOR_REQUEST
                .message()
                .with("guid", true)
                .with("sequence", true)
                .with("random", true)
                .with("min", 5L)
                .with("max", 7L);
        assertThat(extras("RequestGuid", request).text("guid"))
                .matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
        assertThat(extras("RequestSequence", request).whole("sequenceNumber")).isZero();
        assertThat(extras("RequestSequence", request).whole("sequenceNumber")).isEqualTo(1);
        for (int i = 0; i < 50; i++) {
            assertThat(extras("RequestRandom", request).whole("randomNumber")).isBetween(5L, 6L);
        }
        assertThatThrownBy(() -> extras("RequestRandom", request.with("max", 5L)))
                .hasMessageContaining("min below max");
        assertThatThrownBy(() -> extras("RemoveActor", request)).hasMessageContaining("bad dispatch");
    }

    @Test
    void an_actor_is_configured_by_a_binding_to_itself() throws Exception {
        host.add(TestActors.actor(module));
        // The test actor forwards any other operation, and cannot read a configuration as a request to forward: it
        // fails, and says so.
        assertThatThrownBy(() -> host.bind(Binding.of(key, key, Map.of())))
                .hasMessageContaining("Failed to configure actor " + key);
    }
}
