package dev.wascc.host;

import static dev.wascc.host.TestActors.forward;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wascc.nkeys.SigningKey;
import dev.wascc.provider.Binding;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nothing that hangs holds up anything else, and everything ends. */
@Timeout(60)
class HostHangsTest extends HostFixture {
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch never = new CountDownLatch(1);
    private final CountDownLatch hanging = new CountDownLatch(1);

    @AfterEach
    void end() throws Exception {
        never.countDown();
        threads.shutdownNow();
        assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }

    /** Hangs, whoever interrupts. */
    private void hang() {
        hanging.countDown();
        boolean interrupted = false;
        while (never.getCount() > 0) {
            try {
                never.await();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private Future<byte[]> calling(String operation, byte[] payload) {
        return threads.submit(() -> call(operation, payload));
    }

    @Test
    void a_provider_that_hangs_in_bind_holds_up_that_actor_alone() throws Exception {
        host = Host.builder().patience(Duration.ofMillis(50)).build();
        host.add(TestActors.actor(module, CAPABILITY));
        host.add(spy, "default");
        spy.onBind = actor -> {
            if (actor.equals(key)) {
                hang();
            }
        };
        Future<?> bind = threads.submit(() -> {
            host.bind(Binding.of(key, CAPABILITY, Map.of()));
            return null;
        });
        hanging.await();

        SigningKey other = TestActors.module();
        host.add(TestActors.actor(other, CAPABILITY));
        host.bind(Binding.of(other.publicKey().text(), CAPABILITY, Map.of()));
        assertThat(host.call(other.publicKey(), "forward", forward("", CAPABILITY, "Do", HELLO)))
                .isEqualTo(HELLO);
        assertThat(call("echo", HELLO)).isEqualTo(HELLO);
        assertThat(host.inventory().bindings()).hasSize(1);
        HostException busy =
                catchThrowableOfType(HostException.class, () -> host.replace(TestActors.actor(module, CAPABILITY)));
        assertThat(busy.reason()).isEqualTo(HostException.Reason.BUSY);
        assertThat(busy).hasMessageContaining("another change of " + key);
        // Taken away it is all the same: nothing reaches it from now on.
        assertThatThrownBy(() -> host.remove(module.publicKey())).isInstanceOf(HostException.class);
        assertThatThrownBy(() -> call("echo", HELLO)).hasMessageContaining("no subscribers");

        long start = System.nanoTime();
        host.close();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
        never.countDown();
        assertThatThrownBy(bind::get).hasRootCauseInstanceOf(HostException.class);
        assertThat(spy.bound).doesNotContainKey(key);
    }

    @Test
    void a_version_that_hangs_in_its_provider_is_replaced_at_once() throws Exception {
        boundActor();
        spy.answer = (actor, operation, payload) -> {
            hang();
            return payload;
        };
        Future<byte[]> stuck = calling("forward", forward("", CAPABILITY, "Do", HELLO));
        hanging.await();
        Future<byte[]> waiting = calling("version", HELLO);
        host.replace(TestActors.actor(module, TestActors.ISSUER, "2.0.0.0", null, CAPABILITY));
        assertThat(new String(waiting.get(10, TimeUnit.SECONDS), UTF_8)).isEqualTo("2.0.0.0");
        assertThat(new String(call("version", HELLO), UTF_8)).isEqualTo("2.0.0.0");
        assertThat(stuck.isDone()).isFalse();
        never.countDown();
        assertThat(stuck.get()).isEqualTo(HELLO);
    }

    @Test
    void an_actor_that_was_removed_does_not_start_again_for_those_who_waited() throws Exception {
        host = limited(Duration.ofSeconds(30));
        boundActor();
        spy.answer = (actor, operation, payload) -> {
            hang();
            return payload;
        };
        Future<byte[]> stuck = calling("forward", forward("", CAPABILITY, "Do", HELLO));
        hanging.await();
        Future<byte[]> waiting = calling("echo", HELLO);
        host.remove(module.publicKey());
        assertThatThrownBy(() -> waiting.get(10, TimeUnit.SECONDS)).hasMessageContaining("no subscribers");
        never.countDown();
        assertThatThrownBy(() -> stuck.get(10, TimeUnit.SECONDS)).hasMessageContaining("closed in the middle");
    }

    @Test
    void closing_stops_a_guest_that_computes_and_leaves_a_provider_that_hangs() throws Exception {
        host = limited(Duration.ofSeconds(60));
        boundActor();
        spy.onClose = nobody -> hang();
        Spy other = new Spy("acme:other");
        host.add(other, "default");
        Future<byte[]> looping = calling("loop", HELLO);
        while (!looping.isDone() && Thread.getAllStackTraces().keySet().stream().noneMatch(HostHangsTest::inGuest)) {
            Thread.onSpinWait();
        }
        long start = System.nanoTime();
        host.close();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(2500));
        assertThatThrownBy(() -> looping.get(1, TimeUnit.SECONDS)).hasMessageContaining("closed in the middle");
        assertThat(other.closed).isTrue();
    }

    private static boolean inGuest(Thread thread) {
        for (StackTraceElement frame : thread.getStackTrace()) {
            if (frame.getMethodName().startsWith("call_")) {
                return true;
            }
        }
        return false;
    }

    @Test
    void closing_lets_the_calls_end_that_are_under_way_with_all_they_need() throws Exception {
        SigningKey second = TestActors.module();
        String secondKey = second.publicKey().text();
        host.add(TestActors.actor(module, CAPABILITY, secondKey));
        host.add(TestActors.actor(second));
        host.add(spy, "default");
        host.bind(Binding.of(key, CAPABILITY, Map.of()));
        CountDownLatch go = new CountDownLatch(1);
        spy.answer = (actor, operation, payload) -> {
            hanging.countDown();
            go.await();
            return payload;
        };
        Future<byte[]> under = calling("forward", forward("", CAPABILITY, "Do", HELLO));
        hanging.await();
        // This one waits for the instance, and then still calls another actor, which takes no calls from outside any
        // more.
        Future<byte[]> behind = calling("forward", forward("", secondKey, "echo", HELLO));
        while (!spy.bound.isEmpty() && !waitsForInstance()) {
            Thread.onSpinWait();
        }
        CompletableFuture<Void> closing = CompletableFuture.runAsync(host::close, threads);
        while (!refusedFromOutside(second)) {
            Thread.onSpinWait();
        }
        go.countDown();
        closing.get(10, TimeUnit.SECONDS);
        assertThat(under.get()).isEqualTo(HELLO);
        assertThat(behind.get()).isEqualTo(HELLO);
        assertThat(spy.closed).isTrue();
    }

    private static boolean waitsForInstance() {
        return Thread.getAllStackTraces().values().stream()
                .flatMap(java.util.Arrays::stream)
                .anyMatch(f -> f.getClassName().equals("dev.wascc.host.ActorVersion")
                        && f.getMethodName().equals("acquire"));
    }

    private boolean refusedFromOutside(SigningKey actor) {
        try {
            host.call(actor.publicKey(), "echo", HELLO);
            return false;
        } catch (InvocationException e) {
            return true;
        }
    }

    @Test
    void a_closed_host_takes_nothing_and_closing_it_again_does_nothing() throws Exception {
        boundActor();
        host.close();
        host.close();
        for (Turns.Change change : new Turns.Change[] {
            () -> host.add(TestActors.actor(TestActors.module())),
            () -> host.add(new Spy("acme:x"), "default"),
            () -> host.bind(Binding.of(key, CAPABILITY, Map.of())),
            () -> host.replace(TestActors.actor(module))
        }) {
            HostException closed = catchThrowableOfType(HostException.class, change::make);
            assertThat(closed.reason()).isEqualTo(HostException.Reason.CLOSED);
        }
        assertThatThrownBy(() -> call("echo", HELLO)).hasMessageContaining("no subscribers");
        assertThat(host.inventory().actors()).isEmpty();
    }

    @Test
    void an_unbinding_lets_the_call_end_that_is_in_the_provider_and_no_other_in() throws Exception {
        boundActor();
        CountDownLatch go = new CountDownLatch(1);
        AtomicBoolean ended = new AtomicBoolean();
        spy.answer = (actor, operation, payload) -> {
            hanging.countDown();
            go.await();
            ended.set(true);
            return payload;
        };
        AtomicBoolean early = new AtomicBoolean();
        spy.onUnbind = actor -> early.set(!ended.get());
        Future<byte[]> under = calling("forward", forward("", CAPABILITY, "Do", HELLO));
        hanging.await();
        Future<?> unbind = threads.submit(() -> {
            host.unbind(key, CAPABILITY, "default");
            return null;
        });
        go.countDown();
        unbind.get();
        assertThat(early).isFalse();
        assertThat(under.get()).isEqualTo(HELLO);
        assertThatThrownBy(() -> asks(CAPABILITY, "Do")).hasMessageContaining("no subscribers");
        assertThat(spy.calls).hasValue(1);
    }
}
