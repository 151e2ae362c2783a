package dev.wascc.host;

import static dev.wascc.host.TestActors.forward;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wascc.claims.Metadata;
import dev.wascc.host.HostException.Reason;
import dev.wascc.nkeys.SigningKey;
import dev.wascc.provider.Binding;
import dev.wascc.wapc.GuestLimits;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What actors may use up: each by itself, and all together. */
@Timeout(60)
class HostLimitsTest extends HostFixture {
    /** Calls itself, so deep as the four bytes of the request say, and answers nothing. */
    private static final String RECURSION =
            """
            (module
            (import "wapc" "__guest_request" (func $request (param i32 i32)))
            (import "wapc" "__guest_response" (func $response (param i32 i32)))
            (memory (export "memory") 1)
            (func $deep (param $left i32) (param $b i64) (param $c i64) (result i32)
              (if (result i32) (i32.eqz (local.get $left))
                (then (i32.const 0))
                (else (i32.add (i32.const 1) (call $deep
                  (i32.sub (local.get $left) (i32.const 1))
                  (i64.add (local.get $b) (i64.const 1))
                  (i64.xor (local.get $c) (local.get $b)))))))
            (func (export "__guest_call") (param i32 i32) (result i32)
              (call $request (i32.const 0) (i32.const 1024))
              (drop (call $deep (i32.load (i32.const 1024)) (i64.const 1) (i64.const 2)))
              (call $response (i32.const 0) (i32.const 0)) (i32.const 1)))
            """;

    private static byte[] depth(int calls) {
        return new byte[] {(byte) calls, (byte) (calls >> 8), (byte) (calls >> 16), (byte) (calls >> 24)};
    }

    private static Metadata.Actor claims() {
        return new Metadata.Actor("deep", "", List.of(), List.of(), 1, "1", null, false);
    }

    @Test
    void a_stack_of_its_own_is_as_deep_as_it_is_large() throws Exception {
        SigningKey shallow = TestActors.module();
        SigningKey deep = TestActors.module();
        host.add(
                TestActors.signed(shallow, RECURSION, claims()),
                ActorSettings.of(ActorLimits.defaults().withStackSize(128 << 10)));
        host.add(
                TestActors.signed(deep, RECURSION, claims()),
                ActorSettings.of(ActorLimits.defaults().withStackSize(32 << 20)));
        assertThat(host.call(shallow.publicKey(), "go", depth(50))).isEmpty();
        assertThat(host.call(deep.publicKey(), "go", depth(50_000))).isEmpty();
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> host.call(shallow.publicKey(), "go", depth(50_000)))
                    .hasMessageContaining("call stack exhausted");
            assertThat(host.call(shallow.publicKey(), "go", depth(50))).isEmpty();
        }
    }

    @Test
    void on_a_stack_of_its_own_a_call_is_in_the_same_chain_and_ends_by_the_same_clock() throws Exception {
        SigningKey other = TestActors.module();
        String otherKey = other.publicKey().text();
        ActorLimits limits = ActorLimits.defaults()
                .withGuest(GuestLimits.defaults().withCallTime(Duration.ofMillis(200)))
                .withStackSize(256 << 10);
        host.add(TestActors.actor(module, otherKey), ActorSettings.of(limits));
        host.add(TestActors.actor(other, key), ActorSettings.of(limits));
        assertThat(asks(otherKey, "echo")).isEqualTo(HELLO);
        assertThatThrownBy(() -> asks(key, "echo")).hasMessageContaining("in this chain of calls already");
        assertThatThrownBy(() -> call("forward", forward("", otherKey, "forward", forward("", key, "echo", HELLO))))
                .hasMessageContaining("in this chain of calls already");
        assertThat(catchThrowableOfType(InvocationException.class, () -> call("loop", HELLO))
                        .reason())
                .isEqualTo(InvocationException.Reason.TIMED_OUT);
        Thread.currentThread().interrupt();
        assertThat(catchThrowableOfType(InvocationException.class, () -> call("loop", HELLO))
                        .reason())
                .isEqualTo(InvocationException.Reason.INTERRUPTED);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(call("echo", HELLO)).isEqualTo(HELLO);
    }

    @Test
    void each_actor_has_its_own_limits() throws Exception {
        SigningKey small = TestActors.module();
        host.add(TestActors.actor(module));
        host.add(
                TestActors.actor(small),
                ActorSettings.of(
                        ActorLimits.defaults().withGuest(GuestLimits.defaults().withPayloadSize(10))));
        byte[] eleven = new byte[11];
        assertThat(call("echo", eleven)).isEqualTo(eleven);
        assertThat(catchThrowableOfType(InvocationException.class, () -> host.call(small.publicKey(), "echo", eleven))
                        .reason())
                .isEqualTo(InvocationException.Reason.TOO_LARGE);
        HostException large = catchThrowableOfType(
                HostException.class,
                () -> host.add(
                        TestActors.actor(TestActors.module()),
                        ActorSettings.of(ActorLimits.defaults()
                                .withGuest(GuestLimits.defaults().withMemoryPages(3)))));
        assertThat(large).hasMessageContaining("starts with 4 pages of memory; 3 are allowed");
    }

    @Test
    void a_chain_of_calls_is_as_long_as_its_last_actor_allows() throws Exception {
        SigningKey last = TestActors.module();
        String lastKey = last.publicKey().text();
        host.add(TestActors.actor(module, lastKey));
        host.add(TestActors.actor(last), ActorSettings.of(ActorLimits.defaults().withCallDepth(1)));
        assertThat(host.call(last.publicKey(), "echo", HELLO)).isEqualTo(HELLO);
        assertThatThrownBy(() -> asks(lastKey, "echo"))
                .hasMessageContaining("the chain of calls is 1 actors long, and actor " + lastKey
                        + " may be called in one of 1 at most");
    }

    @Test
    void limits_that_are_none_are_refused() {
        for (int stack : new int[] {-1, 1, (64 << 10) - 1, (64 << 20) + 1}) {
            assertThatThrownBy(() -> ActorLimits.defaults().withStackSize(stack))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        for (int actors : new int[] {-1, 0, 65}) {
            assertThatThrownBy(() -> ActorLimits.defaults().withCallDepth(actors))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> Host.builder().totalMemoryPages(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void an_actor_for_which_the_host_has_no_memory_left_is_refused_until_another_goes() throws Exception {
        // The test actor has no maximum of its own, so each instance may grow to the 64 pages of the limit.
        host = Host.builder()
                .limits(GuestLimits.defaults().withMemoryPages(64))
                .totalMemoryPages(128)
                .build();
        host.add(TestActors.actor(module));
        SigningKey other = TestActors.module();
        assertThat(catchThrowableOfType(HostException.class, () -> host.add(TestActors.actor(other), 2))
                        .reason())
                .isEqualTo(Reason.NO_MEMORY);
        host.add(TestActors.actor(other), 1);
        assertThat(host.inventory().memoryPages()).isEqualTo(128);
        HostException full =
                catchThrowableOfType(HostException.class, () -> host.replace(TestActors.actor(module, CAPABILITY)));
        assertThat(full).hasMessageContaining("a replacement runs beside the old version for a moment");
        assertThat(call("echo", HELLO)).isEqualTo(HELLO);
        host.remove(other.publicKey());
        for (int i = 0; i < 5; i++) {
            host.replace(TestActors.actor(module, CAPABILITY));
        }
        assertThat(host.inventory().memoryPages()).isEqualTo(64);
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> host.add(TestActors.starting(other, "1", "(unreachable)")))
                    .hasMessageContaining("does not start");
        }
        assertThat(host.inventory().memoryPages()).isEqualTo(64);
    }

    @Test
    void a_provider_that_runs_out_of_stack_or_memory_fails_that_call_alone() throws Exception {
        boundActor();
        call("BindActor", HELLO);
        AtomicReference<Error> thrown = new AtomicReference<>();
        spy.answer = (actor, operation, payload) -> {
            throw thrown.get();
        };
        for (Error error : List.of(new StackOverflowError(), new OutOfMemoryError("Java heap space"))) {
            thrown.set(error);
            assertThatThrownBy(() -> asks(CAPABILITY, "Do"))
                    .hasMessageContaining("Invocation failure: failed to invoke capability");
            // The actor's instance lives on, with what it kept.
            assertThat(call("configuration", HELLO)).isEqualTo(HELLO);
        }
        spy.onBind = actor -> {
            throw new StackOverflowError();
        };
        assertThatThrownBy(() -> host.bind(Binding.of(key, CAPABILITY, Map.of())))
                .isInstanceOf(HostException.class)
                .hasMessageContaining("StackOverflowError");
    }

    /** Goes so deep as the stack allows and calls its host from each depth on the way. */
    private static final String DIVER =
            """
            (module
            (import "wapc" "__host_call" (func $host (param i32 i32 i32 i32 i32 i32 i32 i32) (result i32)))
            (memory (export "memory") 1)
            (data (i32.const 16) "acme:spyDo")
            (func $dive (param $depth i32) (result i32)
              (drop (call $host (i32.const 0) (i32.const 0) (i32.const 16) (i32.const 8) (i32.const 24) (i32.const 2)
                (i32.const 0) (i32.const 0)))
              (i32.add (i32.const 1) (call $dive (i32.add (local.get $depth) (i32.const 1)))))
            (func (export "__guest_call") (param i32 i32) (result i32) (call $dive (i32.const 0))))
            """;

    @Test
    void a_guest_that_uses_up_the_stack_does_so_in_its_own_code_and_not_in_a_providers() throws Exception {
        SigningKey diver = TestActors.module();
        host.add(spy, "default");
        host.add(
                TestActors.signed(
                        diver,
                        DIVER,
                        new Metadata.Actor("diver", "", List.of(), List.of(CAPABILITY), 1, "1", null, false)),
                ActorSettings.of(ActorLimits.defaults().withStackSize(1 << 20)));
        host.bind(Binding.of(diver.publicKey().text(), CAPABILITY, Map.of()));
        AtomicInteger begun = new AtomicInteger();
        AtomicInteger ended = new AtomicInteger();
        spy.answer = (actor, operation, payload) -> {
            begun.incrementAndGet();
            byte[] answer = recurse(50).getBytes(java.nio.charset.StandardCharsets.UTF_8);
            ended.incrementAndGet();
            return answer;
        };
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> host.call(diver.publicKey(), "go", HELLO))
                    .hasMessageContaining("call stack exhausted");
        }
        assertThat(begun.get()).isGreaterThan(10).isEqualTo(ended.get());
    }

    private static String recurse(int depth) {
        return depth == 0 ? "x" : recurse(depth - 1).concat("");
    }

    @Test
    void threads_of_the_host_are_virtual_where_the_jdk_has_them() throws Exception {
        AtomicReference<String> kind = new AtomicReference<>();
        Thread thread = HostThreads.start(
                "wascc-test", () -> kind.set(Thread.currentThread().toString()));
        thread.join();
        assertThat(thread.getName()).isEqualTo("wascc-test");
        assertThat(thread.isDaemon()).isTrue();
        boolean has = Runtime.version().feature() >= 21;
        assertThat(kind.get().startsWith("VirtualThread")).isEqualTo(has);
    }
}
