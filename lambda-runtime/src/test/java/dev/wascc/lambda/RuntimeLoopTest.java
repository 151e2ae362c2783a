package dev.wascc.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wascc.lambda.StubRuntimeApi.Event;
import dev.wascc.lambda.StubRuntimeApi.Fault;
import dev.wascc.lambda.StubRuntimeApi.Told;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The runtime against a runtime API that breaks: one answer for each event, no event's answer for another, and no haste. */
@Timeout(3600)
class RuntimeLoopTest {
    private static final int EVENTS = Integer.getInteger("wascc.lambda.events", 5000);

    @TempDir
    Path directory;

    private final List<Long> pauses = new ArrayList<>();

    private int run(StubRuntimeApi stub, RuntimeLoop.Handler handler) throws InterruptedException {
        try (RuntimeApi api = RuntimeApi.of(stub.address())) {
            return new RuntimeLoop(api, handler, pauses::add).run();
        }
    }

    private static RuntimeLoop.Handler echo() {
        return (event, context) -> Answer.buffered(event);
    }

    @Test
    void one_answer_for_each_event_whatever_one_in_a_hundred_of_them_does() throws Exception {
        TestFunction test = new TestFunction(directory);
        String actor = test.actor("probe", "awslambda:event");
        test.binding(actor, "awslambda:event", "{}").write("");
        Map<String, String> expected = new HashMap<>();
        try (StubRuntimeApi stub = new StubRuntimeApi();
                ActorFunction function = test.start()) {
            for (int i = 0; i < EVENTS; i++) {
                stub.add(event(i, expected));
            }
            stub.end();
            assertThat(run(stub, function::handle)).isEqualTo(1);
            assertThat(stub.crossed).hasValue(0);
            assertThat(stub.told).hasSize(EVENTS);
            Map<String, Integer> kinds = new HashMap<>();
            for (Told told : stub.told) {
                String wanted = expected.remove(told.id());
                if (told.what().equals("response")) {
                    assertThat(told.text()).isEqualTo(wanted);
                } else {
                    assertThat(told.header().get("lambda-runtime-function-error-type"))
                            .isEqualTo(wanted);
                    assertThat(told.text()).contains("\"errorType\":\"InvocationError\"");
                }
                kinds.merge(told.what(), 1, Integer::sum);
            }
            assertThat(expected).isEmpty();
            // Each broken connection cost one pause, and no pause is shorter than a tenth of a second.
            assertThat(pauses).hasSizeBetween(EVENTS / 250, EVENTS / 100).allMatch(millis -> millis >= 100);
            System.out.println(EVENTS + " events: " + kinds + ", " + pauses.size() + " pauses, "
                    + stub.requestsNow().size() + " requests");
        }
    }

    private static final String LOOPS = String.valueOf(TestFunction.LOOP);

    /** One in a hundred has a fault, each of the kinds in turn. */
    private static Event event(int number, Map<String, String> expected) {
        String id = "id-" + number;
        String text = "{\"number\":" + number + ",\"padding\":\"" + "x".repeat(number % 37 * 80) + "\"}";
        if (number % 100 != 99) {
            expected.put(id, text);
            return Event.of(id, TestFunction.bytes(text));
        }
        Fault fault = Fault.NONE;
        switch (number / 100 % 9) {
            case 0 -> text += TestFunction.TRAP;
            case 1 -> text += TestFunction.LOOP;
            case 2 -> text += TestFunction.MALFORMED;
            case 3 -> text += TestFunction.REFUSE;
            case 4 -> fault = Fault.CUT_BEFORE_EVENT;
            case 5 -> fault = Fault.CUT_IN_EVENT;
            case 6 -> fault = Fault.CUT_BEFORE_ANSWER;
            case 7 -> fault = Fault.CUT_AFTER_ANSWER;
            default -> fault = Fault.BUSY;
        }
        expected.put(
                id,
                switch (number / 100 % 9) {
                    case 0, 3 -> "Runtime.ActorFailed";
                    case 1 -> "Runtime.TimedOut";
                    case 2 -> "Runtime.AnswerMalformed";
                    case 5 -> "Runtime.EventMalformed";
                    default -> text;
                });
        return new Event(id, TestFunction.bytes(text), text.endsWith(LOOPS) ? 300 : 0, fault);
    }

    @Test
    void a_runtime_api_that_is_gone_is_asked_less_and_less_and_then_no_more() throws Exception {
        StubRuntimeApi stub = new StubRuntimeApi();
        stub.close();
        assertThat(run(stub, echo())).isEqualTo(1);
        assertThat(pauses).containsExactly(100L, 200L, 400L, 800L, 1600L, 3200L, 5000L, 5000L, 5000L, 5000L, 5000L);
    }

    @Test
    void a_container_error_ends_the_runtime_at_once() throws Exception {
        try (StubRuntimeApi stub = new StubRuntimeApi()) {
            stub.end();
            assertThat(run(stub, echo())).isEqualTo(1);
            assertThat(pauses).isEmpty();
            assertThat(stub.requestsNow()).containsExactly("/2018-06-01/runtime/invocation/next");
        }
    }

    @Test
    void whatever_a_handler_throws_is_an_answer_and_the_trace_is_where_the_sdk_looks() throws Exception {
        List<String> traces = new ArrayList<>();
        try (StubRuntimeApi stub = new StubRuntimeApi()) {
            stub.add(Event.of("a", TestFunction.bytes("1")));
            stub.add(Event.of("b", TestFunction.bytes("2")));
            stub.end();
            run(stub, (event, context) -> {
                traces.add(System.getProperty("com.amazonaws.xray.traceHeader"));
                if (context.requestId().equals("a")) {
                    throw new StackOverflowError("deep");
                }
                Thread.currentThread().interrupt();
                return Answer.buffered(event);
            });
            assertThat(stub.told().text()).contains("StackOverflowError").contains("\"stackTrace\":[]");
            assertThat(stub.told().what()).isEqualTo("response");
            assertThat(traces).hasSize(2).allMatch(trace -> trace.startsWith("Root=1-5759e988"));
        }
    }

    @Test
    void a_streamed_answer_says_so_and_goes_in_chunks() throws Exception {
        byte[] body = new byte[200_000];
        try (StubRuntimeApi stub = new StubRuntimeApi()) {
            stub.add(Event.of("a", TestFunction.bytes("1")));
            stub.end();
            run(stub, (event, context) -> {
                assertThat(context.streams()).isTrue();
                return new Answer(body, true);
            });
            Told told = stub.told();
            assertThat(told.body()).isEqualTo(body);
            assertThat(told.header())
                    .containsEntry("lambda-runtime-function-response-mode", "streaming")
                    .containsEntry("transfer-encoding", "chunked")
                    .containsEntry("content-type", "application/vnd.awslambda.http-integration-response");
        }
    }
}
