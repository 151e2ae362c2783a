package dev.wascc.lambda.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wascc.lambda.SignedActor;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(120)
class LocalFunctionTest {
    @TempDir
    Path dir;

    private final List<String> log = new CopyOnWriteArrayList<>();

    private LocalFunction function(String wat, Duration timeout, boolean cold, String... capabilities)
            throws Exception {
        SignedActor.in(dir, wat, capabilities);
        return of(timeout, cold, false);
    }

    private LocalFunction of(Duration timeout, boolean cold, boolean bootstrap) {
        return new LocalFunction(new LocalFunction.Settings(
                dir,
                bootstrap,
                null,
                timeout,
                512,
                cold,
                Map.of("PATH", "/usr/bin:/bin"),
                Clock.systemUTC(),
                log::add));
    }

    private static byte[] event() {
        return "{\"a\":1}".getBytes(UTF_8);
    }

    private long cold() {
        return log.stream().filter(line -> line.contains("\tInit Duration: ")).count();
    }

    @Test
    void an_environment_serves_until_it_is_closed_and_the_log_is_as_cloudwatch_has_it() throws Exception {
        try (LocalFunction function = function(SignedActor.ANSWERS, Duration.ofSeconds(30), false, "awslambda:event")) {
            assertThat(function.invoke(event()).text()).isEqualTo("{}");
            assertThat(function.invoke(event()).text()).isEqualTo("{}");
        }
        assertThat(cold()).isEqualTo(1);
        assertThat(log).hasSize(6);
        assertThat(log.get(0)).matches("START RequestId: [0-9a-f-]{36} Version: \\$LATEST");
        assertThat(log.get(1)).matches("END RequestId: [0-9a-f-]{36}");
        assertThat(log.get(2))
                .matches("REPORT RequestId: [0-9a-f-]{36}\tDuration: \\d+\\.\\d\\d ms\tBilled Duration: \\d+ ms"
                        + "\tMemory Size: 512 MB\tMax Memory Used: \\d+ MB\tInit Duration: \\d+\\.\\d\\d ms");
    }

    @Test
    void each_event_has_a_cold_start_where_that_is_asked_for() throws Exception {
        try (LocalFunction function = function(SignedActor.ANSWERS, Duration.ofSeconds(30), true, "awslambda:event")) {
            function.invoke(event());
            function.invoke(event());
        }
        assertThat(cold()).isEqualTo(2);
    }

    @Test
    void a_failure_of_the_actor_is_shown_as_aws_shows_it() throws Exception {
        try (LocalFunction function = function(SignedActor.FAILS, Duration.ofSeconds(30), false, "awslambda:event")) {
            Outcome outcome = function.invoke(event());
            assertThat(outcome.kind()).isEqualTo(Outcome.Kind.FAILED);
            assertThat(outcome.text()).contains("\"errorType\":\"InvocationError\"", "no luck");
        }
    }

    @Test
    void an_actor_that_runs_over_is_stopped_before_the_functions_limit_and_the_error_is_told() throws Exception {
        try (LocalFunction function = function(SignedActor.LOOPS, Duration.ofSeconds(1), false, "awslambda:event")) {
            Outcome outcome = function.invoke(event());
            assertThat(outcome.kind()).isEqualTo(Outcome.Kind.FAILED);
            assertThat(outcome.text()).contains("\"errorType\":\"InvocationError\"");
        }
    }

    @Test
    void what_does_not_start_says_why_and_is_tried_anew() throws Exception {
        SignedActor actor = SignedActor.in(dir, SignedActor.ANSWERS, "wascc:logging");
        try (LocalFunction function = of(Duration.ofSeconds(3), false, false)) {
            Outcome outcome = function.invoke(event());
            assertThat(outcome.kind()).isEqualTo(Outcome.Kind.CRASHED);
            assertThat(outcome.text()).contains("\"errorType\":\"InitializationError\"", "no actor would get an event");
            SignedActor.in(actor.directory(), SignedActor.ANSWERS, "awslambda:event");
            assertThat(function.invoke(event()).text()).isEqualTo("{}");
        }
    }

    /** A runtime in ten lines of shell, with curl: answers one event, tells an error for the next, and ends with the third. */
    @Test
    void a_bootstrap_is_a_process_that_talks_to_the_runtime_api() throws Exception {
        org.junit.jupiter.api.Assumptions.assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/curl")), "skipped: there is no curl");
        script(
                """
                base=http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime
                for what in response error; do
                  id=$(curl -s -o event -D - $base/invocation/next | tr -d '\\r' | sed -n 's/^[Ll]ambda-[Rr]untime-[Aa]ws-[Rr]equest-[Ii]d: //p')
                  curl -s -o /dev/null -d @event $base/invocation/$id/$what
                  curl -s -o again -d twice $base/invocation/$id/$what
                done
                curl -s -o /dev/null $base/invocation/next
                exit 3
                """);
        try (LocalFunction function = of(Duration.ofSeconds(30), false, true)) {
            assertThat(function.invoke(event()).text()).isEqualTo("{\"a\":1}");
            assertThat(function.invoke(event()).kind()).isEqualTo(Outcome.Kind.FAILED);
            Outcome ended = function.invoke(event());
            assertThat(ended.kind()).isEqualTo(Outcome.Kind.CRASHED);
            assertThat(ended.text()).contains("Runtime.ExitError", "exit status 3");
            assertThat(dir.resolve("again")).content().contains("InvalidRequestID");
            assertThat(function.invoke(event()).text()).isEqualTo("{\"a\":1}");
        }
        assertThat(cold()).isEqualTo(2);
    }

    private void script(String text) throws Exception {
        Path bootstrap = Files.writeString(dir.resolve("bootstrap"), "#!/bin/sh\n" + text);
        assertThat(bootstrap.toFile().setExecutable(true)).isTrue();
    }

    @Test
    void a_bootstrap_that_ends_before_it_asks_for_an_event_did_not_start() throws Exception {
        script("echo no such thing\nexit 7\n");
        try (LocalFunction function = of(Duration.ofSeconds(3), false, true)) {
            assertThat(function.invoke(event()).text()).contains("Runtime.ExitError", "exit status 7");
        }
        assertThat(log).contains("no such thing").noneMatch(line -> line.startsWith("START"));
    }

    @ParameterizedTest
    @EnumSource(Shape.class)
    void a_request_over_http_is_answered_in_every_shape(Shape shape) throws Exception {
        try (LocalFunction function =
                        function(SignedActor.ANSWERS, Duration.ofSeconds(30), false, "wascc:http_server");
                HttpFront front = HttpFront.start(function, shape, 0, Clock.systemUTC())) {
            HttpResponse<String> answer = send(front, "/a%20b?q=1&q=2");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("{}");
        }
    }

    @ParameterizedTest
    @CsvSource({"V2, 500", "V1, 502", "ALB, 502"})
    void a_failure_over_http_has_the_status_that_each_front_gives(Shape shape, int status) throws Exception {
        try (LocalFunction function = function(SignedActor.FAILS, Duration.ofSeconds(30), false, "wascc:http_server");
                HttpFront front = HttpFront.start(function, shape, 0, Clock.systemUTC())) {
            assertThat(send(front, "/").statusCode()).isEqualTo(status);
        }
    }

    private static HttpResponse<String> send(HttpFront front, String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(front.url() + path)).build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    /** The members by which AWS's documents tell the shapes apart, and those that differ between them. */
    @Test
    void shapes_are_as_documented() {
        TreeMap<String, List<String>> header =
                new TreeMap<>(Map.of("cookie", List.of("a=1; b=2"), "x", List.of("1", "2")));
        Shape.Request request = new Shape.Request(
                "POST", "/p", "q=a%20b&q=2", header, new byte[] {(byte) 0xff}, "192.0.2.1", java.time.Instant.EPOCH);
        assertThat(new String(Shape.V2.event(request, "id"), UTF_8))
                .contains("\"version\":\"2.0\"", "\"rawQueryString\":\"q=a%20b&q=2\"", "\"cookies\":[\"a=1\",\"b=2\"]")
                .contains("\"q\":\"a b,2\"", "\"x\":\"1,2\"", "\"body\":\"/w==\"", "\"isBase64Encoded\":true")
                .doesNotContain("\"cookie\":");
        assertThat(new String(Shape.V1.event(request, "id"), UTF_8))
                .contains("\"multiValueQueryStringParameters\":{\"q\":[\"a b\",\"2\"]}", "\"requestTimeEpoch\":0")
                .contains("\"queryStringParameters\":{\"q\":\"2\"}", "\"identity\":{\"sourceIp\":\"192.0.2.1\"}");
        assertThat(new String(Shape.ALB.event(request, "id"), UTF_8))
                .contains("\"elb\":{", "\"queryStringParameters\":{\"q\":\"2\"}", "\"x-forwarded-for\":\"192.0.2.1\"");
    }
}
