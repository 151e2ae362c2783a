package dev.wascc.observability.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wascc.claims.VerifiedActor;
import dev.wascc.document.JsonTree;
import dev.wascc.host.ActorLimits;
import dev.wascc.host.Host;
import dev.wascc.observability.Actors;
import dev.wascc.observability.Store;
import dev.wascc.provider.Binding;
import dev.wascc.provider.message.Shapes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CallTracerTest {
    private static final byte[] ADD =
            Shapes.ADD_REQUEST.message().with("key", "visits").with("value", 1L).encode();

    @TempDir
    Path dir;

    private final List<String> lines = new ArrayList<>();
    private Host host;
    private VerifiedActor actor;

    @BeforeEach
    void actor() throws Exception {
        actor = Actors.claiming("wascc:keyvalue");
    }

    @AfterEach
    void close() {
        host.close();
    }

    private void host(boolean payloads, TraceSink... sinks) throws Exception {
        host = Host.builder()
                .observer(new CallTracer(Clock.systemUTC(), payloads, List.of(sinks)))
                .build();
        host.add(actor);
        host.add(new Store("wascc:keyvalue"), "default");
        host.bind(Binding.of(actor.key().text(), "wascc:keyvalue", Map.of()));
    }

    private void adds() throws Exception {
        host.call(actor.key(), "forward", Actors.forward("wascc:keyvalue", "Add", ADD));
    }

    private static List<String> untimed(List<String> lines) {
        return lines.stream()
                .map(line -> line.replaceAll("\\d+\\.\\d+ ms", "T ms"))
                .toList();
    }

    @Test
    void a_chain_of_calls_is_shown_nested_and_payloads_by_their_size() throws Exception {
        host(false, new TextTrace(lines::addAll));
        adds();
        assertThat(untimed(lines))
                .containsExactly(
                        "-> forward (waPC, " + (3 + 14 + 3 + ADD.length) + " bytes)",
                        "   -> wascc:keyvalue Add " + ADD.length + " bytes  <- 8 bytes   T ms",
                        "<- 8 bytes in T ms");
    }

    @Test
    void a_chain_is_one_where_an_actor_has_a_stack_of_its_own() throws Exception {
        host(false, new TextTrace(lines::addAll));
        host.remove(actor.key());
        host.add(actor, host.defaults().withLimits(ActorLimits.defaults().withStackSize(256 << 10)));
        host.bind(Binding.of(actor.key().text(), "wascc:keyvalue", Map.of()));
        adds();
        assertThat(untimed(lines)).hasSize(3);
        assertThat(lines.get(1)).startsWith("   -> wascc:keyvalue Add ");
    }

    @Test
    void payloads_of_known_operations_are_shown_as_json_where_they_are_asked_for() throws Exception {
        host(true, new TextTrace(lines::addAll));
        adds();
        assertThat(untimed(lines))
                .element(1)
                .isEqualTo("   -> wascc:keyvalue Add {\"key\":\"visits\",\"value\":1}  <- {\"value\":1}   T ms");
    }

    @Test
    void a_call_that_is_refused_is_in_the_trace() throws Exception {
        host(false, new TextTrace(lines::addAll));
        assertThatThrownBy(() ->
                        host.call(actor.key(), "forward", Actors.forward("wascc:logging", "WriteLog", new byte[4])))
                .isNotNull();
        assertThat(untimed(lines))
                .element(1)
                .asString()
                .startsWith("   -> wascc:logging WriteLog 4 bytes  <- REFUSED: not claimed (")
                .contains("PERMISSION DENIED");
        assertThat(untimed(lines)).last().isEqualTo("<- FAILED: actor failed in T ms");
    }

    @Test
    void a_name_by_a_guest_adds_no_line() throws Exception {
        host(false, new TextTrace(lines::addAll));
        host.call(actor.key(), "forward", Actors.forward("wascc:keyvalue", "a\n-> forged", ADD));
        assertThat(lines).hasSize(3).noneMatch(line -> line.contains("\n"));
    }

    @Test
    void json_lines_hold_one_call_each_and_its_parent() throws Exception {
        Path file = dir.resolve("t.jsonl");
        TraceFile trace = TraceFile.open(file, 1 << 20);
        host(false, trace);
        adds();
        // On disk as soon as the chain has ended, closed or not.
        List<String> written = Files.readAllLines(file);
        assertThat(written).hasSize(2);
        Map<?, ?> forward = (Map<?, ?>) JsonTree.read(written.get(0));
        Map<?, ?> add = (Map<?, ?>) JsonTree.read(written.get(1));
        assertThat(add.get("parent")).isEqualTo(forward.get("id"));
        assertThat(add.get("target")).isEqualTo("wascc:keyvalue/default");
        assertThat(add.get("outcome")).isEqualTo("answered");
        assertThat(add.containsKey("request")).isFalse();
        assertThat(Files.readString(file)).doesNotContain("visits");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        trace.close();
    }

    /** The fields that the "Trace Event Format" requires of complete events (ph, ts, dur, pid, tid, name) and of metadata. */
    @Test
    void a_chrome_trace_is_an_array_of_complete_events_in_microseconds() throws Exception {
        Path file = dir.resolve("t.json");
        TraceFile trace = TraceFile.open(file, 1 << 20);
        host(true, trace);
        adds();
        // A process that is killed leaves the array open, which the format allows.
        assertThat(JsonTree.read(Files.readString(file) + "]")).isInstanceOf(List.class);
        trace.close();
        List<?> events = (List<?>) JsonTree.read(Files.readString(file));
        List<Map<?, ?>> complete = new ArrayList<>();
        for (Object each : events) {
            Map<?, ?> event = (Map<?, ?>) each;
            assertThat(event.get("name")).isInstanceOf(String.class);
            assertThat(event.get("pid")).isInstanceOf(Number.class);
            assertThat(event.get("tid")).isInstanceOf(Number.class);
            if (event.get("ph").equals("X")) {
                complete.add(event);
                assertThat(event.get("ts")).isInstanceOf(Number.class);
                assertThat(event.get("dur")).isInstanceOf(Number.class);
            } else {
                assertThat(event.get("ph")).isEqualTo("M");
                assertThat((String) event.get("name")).isIn("process_name", "thread_name");
                assertThat(((Map<?, ?>) event.get("args")).get("name")).isInstanceOf(String.class);
            }
        }
        assertThat(complete).hasSize(2);
        double outer = number(complete.get(0), "ts");
        double inner = number(complete.get(1), "ts");
        assertThat(inner).isGreaterThanOrEqualTo(outer);
        assertThat(Math.abs(outer / 1000 - System.currentTimeMillis())).isLessThan(60_000);
        assertThat(number(complete.get(1), "dur")).isLessThanOrEqualTo(number(complete.get(0), "dur"));
        assertThat(Files.readString(file)).contains("\"request\":{\"key\":\"visits\",\"value\":1}");
    }

    private static double number(Map<?, ?> event, String name) {
        return ((Number) event.get(name)).doubleValue();
    }

    @Test
    void a_file_ends_at_its_limit_and_stays_whole() throws Exception {
        for (String name : List.of("t.json", "t.jsonl")) {
            Path file = dir.resolve(name);
            TraceFile trace = TraceFile.open(file, 20_000);
            host(false, trace);
            for (int i = 0; i < 200; i++) {
                adds();
            }
            trace.close();
            host.close();
            assertThat(Files.size(file)).isBetween(15_000L, 20_000L);
            List<String> text = Files.readAllLines(file);
            assertThat(
                            name.equals("t.json")
                                    ? JsonTree.read(Files.readString(file))
                                    : JsonTree.read(text.get(text.size() - 1)))
                    .isNotNull();
        }
    }

    @Test
    void a_chain_of_very_many_calls_keeps_its_first_ones_and_counts_the_others() {
        List<TracedCall> kept = new ArrayList<>();
        int[] more = new int[1];
        CallTracer tracer = new CallTracer(Clock.systemUTC(), false, List.of((calls, left) -> {
            kept.addAll(calls);
            more[0] = left;
        }));
        host = Host.builder().build();
        var outer = tracer.begin(invocation());
        for (int i = 0; i < CallTracer.MAX_CALLS + 6; i++) {
            tracer.begin(invocation()).answered(new byte[0]);
        }
        outer.answered(new byte[0]);
        assertThat(kept).hasSize(CallTracer.MAX_CALLS);
        assertThat(more[0]).isEqualTo(7);
    }

    private static dev.wascc.host.Invocation invocation() {
        return new dev.wascc.host.Invocation(
                "id", dev.wascc.host.Entity.SYSTEM, new dev.wascc.host.Entity.Actor("M"), "x", new byte[0]);
    }
}
