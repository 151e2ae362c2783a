package dev.wascc.host;

import static dev.wascc.host.TestActors.forward;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wascc.host.InvocationException.Reason;
import dev.wascc.nkeys.SigningKey;
import dev.wascc.provider.Binding;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Actors that call each other at the same time, from several threads. */
@Timeout(60)
class HostWaitingTest extends HostFixture {
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final SigningKey second = TestActors.module();
    private final String secondKey = second.publicKey().text();

    /** Two actors that may call each other, and a provider where each can be made to wait for the other's call to begin. */
    @BeforeEach
    void actors() throws Exception {
        host = limited(Duration.ofSeconds(30));
        host.add(spy, "default");
    }

    private void add(SigningKey actor, int instances, String... claims) throws Exception {
        String[] all = java.util.Arrays.copyOf(claims, claims.length + 1);
        all[claims.length] = CAPABILITY;
        host.add(TestActors.actor(actor, all), instances);
        host.bind(Binding.of(actor.publicKey().text(), CAPABILITY, Map.of()));
    }

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    /** An actor's request that first meets the others at the provider and then calls the target: the provider does both. */
    private static byte[] meetAndCall(String target) {
        return forward("", CAPABILITY, target, HELLO);
    }

    private List<Future<byte[]>> crosswise() throws Exception {
        CyclicBarrier met = new CyclicBarrier(2);
        spy.answer = (actor, operation, payload) -> {
            met.await(10, TimeUnit.SECONDS);
            return spy.dispatcher.dispatch(operation, "echo", payload);
        };
        List<Callable<byte[]>> calls = List.of(
                () -> host.call(module.publicKey(), "forward", meetAndCall(secondKey)),
                () -> host.call(second.publicKey(), "forward", meetAndCall(key)));
        long start = System.nanoTime();
        List<Future<byte[]>> answers = threads.invokeAll(calls);
        // Neither waited for the other until its time was over.
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
        return answers;
    }

    @Test
    void of_two_calls_that_would_wait_for_each_other_one_is_refused_at_once_and_the_other_goes_on() throws Exception {
        add(module, 1);
        add(second, 1);
        int answered = 0;
        for (Future<byte[]> answer : crosswise()) {
            try {
                assertThat(answer.get()).isEqualTo(HELLO);
                answered++;
            } catch (java.util.concurrent.ExecutionException e) {
                assertThat(e)
                        .cause()
                        .hasMessageContaining("waits for what this one has")
                        .isInstanceOf(InvocationException.class);
            }
        }
        assertThat(answered).isEqualTo(1);
        assertThat(call("echo", HELLO)).isEqualTo(HELLO);
        assertThat(host.call(second.publicKey(), "echo", HELLO)).isEqualTo(HELLO);
    }

    @Test
    void where_one_has_a_second_instance_both_go_on() throws Exception {
        add(module, 2);
        add(second, 1);
        for (Future<byte[]> answer : crosswise()) {
            assertThat(answer.get()).isEqualTo(HELLO);
        }
    }

    @Test
    void a_call_that_waits_for_one_that_computes_is_not_refused() throws Exception {
        host = limited(Duration.ofMillis(700));
        host.add(spy, "default");
        add(module, 1, secondKey);
        host.add(TestActors.actor(second));
        Future<byte[]> computes = threads.submit(() -> host.call(second.publicKey(), "loop", HELLO));
        while (Thread.getAllStackTraces().values().stream()
                .flatMap(java.util.Arrays::stream)
                .noneMatch(frame -> frame.getMethodName().startsWith("call_"))) {
            Thread.onSpinWait();
        }
        InvocationException waited = catchThrowableOfType(
                InvocationException.class, () -> call("forward", forward("", secondKey, "trap", HELLO)));
        assertThat(waited == null ? Reason.ACTOR_FAILED : waited.reason()).isIn(Reason.ACTOR_FAILED, Reason.TIMED_OUT);
        assertThat(String.valueOf(waited)).doesNotContain("waits for what this one has");
        computes.cancel(true);
    }

    /** 64 threads, each in one of two actors that call the other: every call ends in an answer or a typed refusal, and none by its time. */
    @Test
    void many_calls_crosswise_end_without_running_out_of_time() throws Exception {
        add(module, 1, secondKey);
        add(second, 1, key);
        List<Callable<Reason>> calls = new java.util.ArrayList<>();
        for (int i = 0; i < 400; i++) {
            SigningKey first = i % 2 == 0 ? module : second;
            String other = i % 2 == 0 ? secondKey : key;
            calls.add(() -> {
                try {
                    assertThat(host.call(first.publicKey(), "forward", forward("", other, "echo", HELLO)))
                            .isEqualTo(HELLO);
                    return Reason.NOT_BOUND;
                } catch (InvocationException e) {
                    assertThat(e).hasMessageContaining("waits for what this one has");
                    return e.reason();
                }
            });
        }
        ExecutorService many = Executors.newFixedThreadPool(64);
        try {
            for (Future<Reason> reason : many.invokeAll(calls, 20, TimeUnit.SECONDS)) {
                assertThat(reason.get()).isIn(Reason.NOT_BOUND, Reason.ACTOR_FAILED, Reason.REENTRANT);
            }
        } finally {
            many.shutdownNow();
        }
    }
}
