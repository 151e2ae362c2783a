package dev.wascc.host;

import static dev.wascc.host.TestActors.forward;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wascc.claims.VerifiedActor;
import dev.wascc.gate.use.UseTrace;
import dev.wascc.gate.use.UseTrace.ActorUse;
import dev.wascc.gate.use.UseTrace.Inward;
import dev.wascc.gate.use.UseTrace.Outward;
import dev.wascc.nkeys.SigningKey;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class UseRecorderTest extends HostFixture {
    private final UseRecorder recorder = new UseRecorder();

    private void recorded() throws Exception {
        host = Host.builder().recording(recorder).build();
        boundActor();
    }

    @Test
    void calls_are_counted_both_ways_and_denied_ones_are_told() throws Exception {
        recorded();
        asks(CAPABILITY, "Do");
        asks(CAPABILITY, "Do");
        spy.dispatcher.dispatch(key, "echo", HELLO);
        assertThatThrownBy(() -> asks("wascc:blobstore", "ListObjects")).hasMessageContaining("PERMISSION DENIED");
        assertThatThrownBy(() -> call("forward", forward("elsewhere", CAPABILITY, "Do", HELLO)))
                .hasMessageContaining("no subscribers");
        ActorUse use = use(recorder.trace());
        assertThat(use.complete()).isTrue();
        assertThat(use.calls())
                .containsExactlyInAnyOrder(
                        new Outward(CAPABILITY, "Do", 3, 0), new Outward("wascc:blobstore", "ListObjects", 1, 1));
        assertThat(use.calledBy())
                .containsExactlyInAnyOrder(new Inward("system", "forward", 4), new Inward(CAPABILITY, "echo", 1));
    }

    @Test
    void a_call_between_actors_is_counted_on_both_sides() throws Exception {
        SigningKey other = TestActors.module();
        String callee = other.publicKey().text();
        host = Host.builder().recording(recorder).build();
        host.add(TestActors.actor(module, callee));
        host.add(TestActors.actor(other));
        asks(callee, "echo");
        asks(callee, "echo");
        UseTrace trace = recorder.trace();
        assertThat(use(trace).calls()).containsExactly(new Outward(callee, "echo", 2, 0));
        assertThat(trace.actors())
                .filteredOn(actor -> actor.subject().equals(callee))
                .flatExtracting(ActorUse::calledBy)
                .containsExactly(new Inward(key, "echo", 2));
    }

    @Test
    void an_actor_that_nobody_calls_is_in_the_trace_and_each_version_is_for_itself() throws Exception {
        recorded();
        long before = recorder.changes();
        VerifiedActor next = TestActors.actor(module, TestActors.ISSUER, "2.0.0.0", null, CAPABILITY);
        host.replace(next);
        asks(CAPABILITY, "Do");
        assertThat(recorder.changes()).isGreaterThan(before);
        UseTrace trace = recorder.trace();
        assertThat(trace.actors()).hasSize(2);
        ActorUse second = trace.of(key, next.claims().metadata().hash()).orElseThrow();
        assertThat(second.calls()).containsExactly(new Outward(CAPABILITY, "Do", 1, 0));
        assertThat(trace.actors())
                .filteredOn(actor -> !actor.equals(second))
                .singleElement()
                .satisfies(first -> assertThat(first.calls()).isEmpty());
    }

    @Test
    void a_guest_that_calls_by_ever_new_names_does_not_fill_the_memory() throws Exception {
        recorded();
        for (int i = 0; i < UseRecorder.MAX_NAMES + 10; i++) {
            asks(CAPABILITY, "Do" + i);
        }
        ActorUse use = use(recorder.trace());
        assertThat(use.calls()).hasSize(UseRecorder.MAX_NAMES);
        assertThat(use.complete()).isFalse();
        assertThat(UseTrace.parse("trace.json", recorder.trace().json()).actors())
                .singleElement()
                .satisfies(read -> assertThat(read.calls()).hasSize(UseRecorder.MAX_NAMES));
    }

    @Test
    void a_name_that_is_too_long_is_not_recorded_and_said_to_be_missing() throws Exception {
        recorded();
        asks(CAPABILITY, "D".repeat(UseRecorder.MAX_LENGTH + 1));
        assertThat(use(recorder.trace()).calls()).isEmpty();
        assertThat(use(recorder.trace()).complete()).isFalse();
    }

    @Test
    void no_call_of_several_threads_is_lost() throws Exception {
        host = Host.builder().recording(recorder).build();
        host.add(TestActors.actor(module), 4);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<?>> runs = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
            runs.add(threads.submit(() -> {
                for (int i = 0; i < 500; i++) {
                    call("echo", HELLO);
                }
                return null;
            }));
        }
        for (Future<?> run : runs) {
            run.get();
        }
        threads.shutdown();
        assertThat(use(recorder.trace()).calledBy()).containsExactly(new Inward("system", "echo", 2000));
    }

    private ActorUse use(UseTrace trace) {
        return trace.actors().stream()
                .filter(actor -> actor.subject().equals(key))
                .findFirst()
                .orElseThrow();
    }
}
