package dev.wascc.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wascc.document.JsonTree;
import dev.wascc.lambda.FunctionException.Reason;
import dev.wascc.provider.message.Message;
import dev.wascc.provider.message.Shapes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A directory becomes a function, and its events find their actors. */
@Timeout(120)
class ActorFunctionTest {
    private static final String HTTP = "wascc:http_server";
    private static final String RAW = "awslambda:event";

    @TempDir
    Path directory;

    private static byte[] http(String path, String body) {
        return http(path, body, "id.execute-api.us-east-1.amazonaws.com");
    }

    private static byte[] http(String path, String body, String domain) {
        return JsonTree.compact(Map.of(
                        "requestContext",
                        Map.of("domainName", domain, "timeEpoch", 1, "http", Map.of("method", "GET", "path", path)),
                        "body",
                        body,
                        "isBase64Encoded",
                        false))
                .getBytes(UTF_8);
    }

    private static Map<?, ?> json(Answer answer) throws Exception {
        return (Map<?, ?>) JsonTree.read(new String(answer.body(), UTF_8));
    }

    /** The message that the actor was sent. */
    private static Message sent(Answer answer) throws Exception {
        Map<?, ?> json = json(answer);
        String body = (String) json.get("body");
        return Shapes.HTTP_REQUEST.decode(
                Boolean.TRUE.equals(json.get("isBase64Encoded"))
                        ? Base64.getDecoder().decode(body)
                        : body.getBytes(UTF_8));
    }

    private static FunctionException refused(ActorFunction function, byte[] event) {
        return catchThrowableOfType(FunctionException.class, () -> function.handle(event, TestFunction.context("id")));
    }

    @Test
    void the_first_actor_of_the_manifest_that_claims_events_gets_them_where_nothing_is_bound() throws Exception {
        TestFunction test = new TestFunction(directory);
        test.actor("quiet", "wascc:logging");
        for (int i = 0; i < 5; i++) {
            test.actor("raw" + i, RAW, "wascc:logging");
        }
        test.actor("web", HTTP);
        test.write("");
        try (ActorFunction function = test.start()) {
            byte[] event = http("/x", "");
            assertThat(function.handle(event, TestFunction.context("id")).body())
                    .isEqualTo(event);
        }
    }

    @Test
    void an_actor_that_claims_both_gets_requests_as_requests_and_the_rest_as_events() throws Exception {
        TestFunction test = new TestFunction(directory);
        test.actor("both", RAW, HTTP);
        test.write("");
        try (ActorFunction function = test.start()) {
            Message request = sent(function.handle(http("/x", "text"), TestFunction.context("id")));
            assertThat(request.text("path")).isEqualTo("/x");
            assertThat(request.textMap("header"))
                    .containsEntry("x-amzn-trace-id", "Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=1");
            byte[] event = TestFunction.bytes("{\"a\":1}");
            assertThat(function.handle(event, TestFunction.context("id")).body())
                    .isEqualTo(event);
        }
    }

    @Test
    void requests_go_by_prefix_and_events_by_source_to_the_first_that_takes_them() throws Exception {
        TestFunction test = new TestFunction(directory);
        String shop = test.actor("shop", HTTP);
        String all = test.actor("all", HTTP);
        String queue = test.actor("queue", RAW);
        test.binding(shop, HTTP, "{ PREFIX: \"/shop\" }")
                .binding(all, HTTP, "{ PREFIX: \"/open/\" }")
                .binding(queue, RAW, "{ SOURCE: \"aws:sqs, aws.events\" }")
                .write("");
        try (ActorFunction function = test.start()) {
            for (String path : new String[] {"/shop", "/shop/", "/shop/a?b", "/open/x"}) {
                assertThat(json(function.handle(http(path, ""), TestFunction.context("id")))
                                .get("statusCode"))
                        .as(path)
                        .hasToString("200");
            }
            for (String path : new String[] {"/shopping", "/", "/other"}) {
                assertThat(json(function.handle(http(path, ""), TestFunction.context("id")))
                                .get("statusCode"))
                        .as(path)
                        .hasToString("404");
            }
            for (String path :
                    new String[] {"/shop/../open", "/shop/%2e%2E/x", "/open/..;a/b", "/shop/%2e%2e%2fopen"}) {
                assertThat(json(function.handle(http(path, ""), TestFunction.context("id")))
                                .get("statusCode"))
                        .as(path)
                        .hasToString("400");
            }
            byte[] scheduled = TestFunction.bytes("{\"detail-type\":\"x\",\"source\":\"aws.events\"}");
            assertThat(function.handle(scheduled, TestFunction.context("id")).body())
                    .isEqualTo(scheduled);
            FunctionException none = refused(function, TestFunction.bytes("{}"));
            assertThat(none.reason()).isEqualTo(Reason.NO_ROUTE);
            assertThat(none).hasMessageStartingWith("Not an HTTP request");
        }
    }

    @Test
    void what_goes_wrong_in_an_actor_has_a_type_of_its_own_and_the_next_event_goes_well() throws Exception {
        TestFunction test = new TestFunction(directory);
        String actor = test.actor("probe", RAW, HTTP);
        test.write("limits: { time_ms: 100 }\n");
        try (ActorFunction function = test.start()) {
            Map<Character, Reason> faults = Map.of(
                    TestFunction.TRAP, Reason.ACTOR_FAILED,
                    TestFunction.REFUSE, Reason.ACTOR_FAILED,
                    TestFunction.LOOP, Reason.TIMED_OUT,
                    TestFunction.MALFORMED, Reason.ANSWER_MALFORMED,
                    TestFunction.LARGE, Reason.ANSWER_TOO_LARGE);
            for (Map.Entry<Character, Reason> fault : faults.entrySet()) {
                FunctionException e = refused(function, http("/", "x" + fault.getKey()));
                assertThat(e.reason()).isEqualTo(fault.getValue());
                assertThat(e.errorType()).isEqualTo("InvocationError");
                assertThat(e.category()).startsWith("Runtime.").doesNotContain("_");
                assertThat(sent(function.handle(http("/", "fine"), TestFunction.context("id")))
                                .bytes("body"))
                        .isEqualTo(TestFunction.bytes("fine"));
            }
            assertThat(refused(function, http("/", "x" + TestFunction.REFUSE)))
                    .hasMessageStartingWith("Guest " + actor + " failed to handle HandleRequest: ")
                    .hasMessageEndingWith("refused by the actor");
        }
    }

    @Test
    void an_actor_is_stopped_a_fifth_of_a_second_before_lambda_would_stop_everything() throws Exception {
        TestFunction test = new TestFunction(directory);
        test.actor("probe", RAW);
        test.write("");
        try (ActorFunction function = test.start()) {
            Instant deadline = Instant.now().plusMillis(700);
            FunctionException e = catchThrowableOfType(
                    FunctionException.class,
                    () -> function.handle(
                            TestFunction.bytes("{}" + TestFunction.LOOP), InvocationContext.of("id", deadline, null)));
            assertThat(e.reason()).isEqualTo(Reason.TIMED_OUT);
            assertThat(Duration.between(deadline.minusMillis(250), Instant.now()))
                    .isPositive();
            FunctionException late = catchThrowableOfType(
                    FunctionException.class,
                    () -> function.handle(TestFunction.bytes("{}"), InvocationContext.of("id", Instant.now(), null)));
            assertThat(late).hasMessageContaining("no time is left");
        }
    }

    @Test
    void records_are_events_of_their_own_where_the_binding_says_so_and_the_failed_ones_are_named() throws Exception {
        TestFunction test = new TestFunction(directory);
        String actor = test.actor("probe", RAW);
        test.binding(actor, RAW, "{ BATCH: \"items\" }").write("");
        try (ActorFunction function = test.start()) {
            assertThat(answer(function, batch("arn:q", "m1", "m2"))).isEqualTo(failed());
            assertThat(answer(function, batch("arn:q", "m1", "FAIL2", "m3", "FAIL4")))
                    .isEqualTo(failed("FAIL2", "FAIL4"));
            // Nothing behind a failed record of a queue in order is done before it.
            assertThat(answer(function, batch("arn:q.fifo", "m1", "FAIL2", "m3")))
                    .isEqualTo(failed("FAIL2", "m3"));
            // With no time left, nothing was done.
            InvocationContext late = InvocationContext.of("id", Instant.now(), null);
            assertThat(new String(
                            function.handle(TestFunction.bytes(batch("arn:q", "m1", "m2")), late)
                                    .body(),
                            UTF_8))
                    .isEqualTo(failed("m1", "m2"));
            assertThat(answer(function, "{\"Records\":[]}")).isEqualTo("{\"Records\":[]}");
        }
    }

    private static String batch(String queue, String... ids) {
        return Stream.of(ids)
                .map(id -> "{'messageId':'" + id + "','eventSource':'aws:sqs','eventSourceARN':'" + queue + "'}")
                .collect(Collectors.joining(",", "{'Records':[", "]}"))
                .replace('\'', '"');
    }

    private static String failed(String... ids) {
        return Stream.of(ids)
                .map(id -> "{'itemIdentifier':'" + id + "'}")
                .collect(Collectors.joining(",", "{'batchItemFailures':[", "]}"))
                .replace('\'', '"');
    }

    private static @Nullable String answer(ActorFunction function, String event) throws FunctionException {
        return new String(
                function.handle(TestFunction.bytes(event), TestFunction.context("id"))
                        .body(),
                UTF_8);
    }

    @Test
    void only_a_function_url_is_answered_by_a_stream_and_only_where_the_door_can() throws Exception {
        TestFunction test = new TestFunction(directory);
        String actor = test.actor("probe", HTTP);
        test.binding(actor, HTTP, "{ RESPONSE_STREAM: \"true\" }").write("");
        try (ActorFunction function = test.start()) {
            String url = "abc.lambda-url.us-east-1.on.aws";
            InvocationContext streaming = new InvocationContext("id", null, null, true);
            Answer large = function.handle(http("/", "x" + TestFunction.LARGE, url), streaming);
            assertThat(large.streamed()).isTrue();
            assertThat(large.body()).hasSizeGreaterThan(6 << 20);
            assertThat(function.handle(http("/", "x"), streaming).streamed()).isFalse();
            assertThat(function.handle(http("/", "x", url), TestFunction.context("id"))
                            .streamed())
                    .isFalse();
        }
    }

    @Test
    void a_restored_copy_has_forgotten_what_the_snapshot_had_in_memory() throws Exception {
        TestFunction test = new TestFunction(directory);
        test.actor("probe", HTTP, "wascc:logging");
        test.write("");
        try (ActorFunction function = test.start()) {
            byte[] count = http("/", "x" + TestFunction.COUNT);
            assertThat(json(function.handle(count, TestFunction.context("id"))).get("body"))
                    .isEqualTo("1");
            assertThat(json(function.handle(count, TestFunction.context("id"))).get("body"))
                    .isEqualTo("2");
            function.renew();
            assertThat(json(function.handle(count, TestFunction.context("id"))).get("body"))
                    .isEqualTo("1");
        }
    }

    @Test
    void a_start_that_cannot_go_well_says_why() throws Exception {
        TestFunction test = new TestFunction(directory);
        String actor = test.actor("probe", HTTP, "wascc:messaging", "wascc:keyvalue");
        test.binding(actor, "wascc:messaging", "{ URL: \"nats://x\" }").write("");
        FunctionException e = notStarted(test, Map.of());
        assertThat(e.reason()).isEqualTo(Reason.MANIFEST_INVALID);
        assertThat(e.errorType()).isEqualTo("InitializationError");
        assertThat(e.category()).isEqualTo("Runtime.ManifestInvalid");
        assertThat(e).hasMessageContaining("nothing provides wascc:messaging").hasMessageNotContaining("nats://x");

        TestFunction sound = new TestFunction(directory);
        sound.actor("sound", HTTP);
        sound.write("");
        assertThat(notStarted(sound, Map.of("WASCC_MANIFEST", "other.yaml")))
                .hasMessageStartingWith("Failed to load manifest file: ");
        assertThat(notStarted(sound, Map.of("WASCC_TRUST", "nonsense")).reason())
                .isEqualTo(Reason.CONFIGURATION_INVALID);
        assertThat(notStarted(sound, Map.of("WASCC_POLICY", "none.yaml")).reason())
                .isEqualTo(Reason.CONFIGURATION_INVALID);
    }

    private static FunctionException notStarted(TestFunction test, Map<String, String> environment) {
        return catchThrowableOfType(
                FunctionException.class, () -> test.start(environment).close());
    }

    @Test
    void a_function_without_events_does_not_start_and_neither_does_an_actor_of_somebody_else() throws Exception {
        TestFunction test = new TestFunction(directory);
        test.actor("quiet", "wascc:logging");
        test.write("");
        assertThat(notStarted(test, Map.of())).hasMessageContaining("no actor would get an event");
        String other = dev.wascc.nkeys.SigningKey.generate(
                        dev.wascc.nkeys.KeyRole.ACCOUNT, new java.security.SecureRandom())
                .publicKey()
                .text();
        assertThat(notStarted(test, Map.of("WASCC_TRUST", other)).reason()).isEqualTo(Reason.ACTOR_REFUSED);
        Path wasm = directory.resolve("quiet.wasm");
        byte[] changed = Files.readAllBytes(wasm);
        changed[changed.length / 3] ^= 1;
        Files.write(wasm, changed);
        assertThat(notStarted(test, Map.of()).reason()).isEqualTo(Reason.ACTOR_REFUSED);
    }

    @Test
    void claims_that_end_while_the_function_is_up_end_its_answers() throws Exception {
        TestFunction test = new TestFunction(directory);
        test.actor("brief", Instant.now().plusSeconds(3600), RAW);
        test.write("");
        java.util.concurrent.atomic.AtomicReference<Instant> now =
                new java.util.concurrent.atomic.AtomicReference<>(Instant.now());
        java.time.Clock clock = new java.time.Clock() {
            @Override
            public java.time.ZoneId getZone() {
                return java.time.ZoneOffset.UTC;
            }

            @Override
            public java.time.Clock withZone(java.time.ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now.get();
            }
        };
        try (ActorFunction function = ActorFunction.start(new FunctionSettings(directory, Map.of(), clock))) {
            assertThat(answer(function, "{}")).isEqualTo("{}");
            now.set(now.get().plusSeconds(7200));
            assertThat(refused(function, TestFunction.bytes("{}")).reason()).isEqualTo(Reason.ACTOR_EXPIRED);
        }
    }
}
