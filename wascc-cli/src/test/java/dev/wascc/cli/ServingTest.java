package dev.wascc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.dylibso.chicory.wabt.Wat2Wasm;
import dev.wascc.document.JsonTree;
import java.io.BufferedReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A host as a process of its own: probes, signals, logs. */
@Timeout(300)
class ServingTest {
    /** Computes for some seconds, writes "done" to its console, and answers 200 with "ok". */
    private static final String WAT =
            """
            (module
            (import "wapc" "__guest_response" (func $response (param i32 i32)))
            (import "wapc" "__console_log" (func $log (param i32 i32)))
            (memory (export "memory") 1)
            (data (i32.const 0) "\\84\\aastatusCode\\cc\\c8\\a6status\\a2OK\\a6header\\80\\a4body\\c4\\02okdo\\nne")
            (func (export "__guest_call") (param i32 i32) (result i32)
              (local $i i64) (local $x i64)
              (local.set $i (i64.const ROUNDS))
              (loop $more
                (local.set $x (i64.add (i64.mul (local.get $x) (i64.const 6364136223846793005)) (local.get $i)))
                (local.set $i (i64.sub (local.get $i) (i64.const 1)))
                (br_if $more (i64.gt_s (local.get $i) (i64.const 0))))
              (i64.store (i32.const 1024) (local.get $x))
              (call $log (i32.const 41) (i32.const 5))
              (call $response (i32.const 0) (i32.const 41)) (i32.const 1)))
            """;

    @TempDir
    Path dir;

    private final HttpClient client = HttpClient.newHttpClient();
    private Cli cli;
    private Process process;
    private String url;

    @BeforeEach
    void cli() {
        cli = new Cli(dir.resolve("keys"));
    }

    @AfterEach
    void end() throws Exception {
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
    }

    private void serve(long rounds, Object... options) throws Exception {
        Path module =
                Files.write(dir.resolve("slow.wasm"), Wat2Wasm.parse(WAT.replace("ROUNDS", String.valueOf(rounds))));
        assertThat(cli.run("sign", module, "--http-server", "--generate-keys").code())
                .isZero();
        Object[] args = new Object[4 + options.length];
        args[0] = "run";
        args[1] = dir.resolve("slow_s.wasm");
        args[2] = "--port";
        args[3] = "0";
        System.arraycopy(options, 0, args, 4, options.length);
        process =
                cli.process(args).redirectError(dir.resolve("err.txt").toFile()).start();
        BufferedReader out = process.inputReader();
        url = out.readLine().replaceAll("^.*  ", "");
    }

    private String admin() throws Exception {
        return Files.readString(dir.resolve("err.txt"))
                .lines()
                .filter(line -> line.startsWith("admin "))
                .map(line -> line.replaceAll(".*(http://[^ ]+).*", "$1"))
                .findFirst()
                .orElseThrow();
    }

    private HttpResponse<String> get(String address) throws Exception {
        return client.send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofString());
    }

    private void signal(String name) throws Exception {
        new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                .start()
                .waitFor();
    }

    @ParameterizedTest
    @CsvSource({"TERM, 143", "INT, 130"})
    void a_call_that_runs_when_the_signal_comes_is_answered_while_new_ones_are_not_taken(String signal, int code)
            throws Exception {
        serve(1_000_000_000L, "--admin", "127.0.0.1:0", "--grace", "2m", "--time-limit", "120000");
        String admin = admin();
        assertThat(get(admin + "/readyz").statusCode()).isEqualTo(200);
        CompletableFuture<HttpResponse<String>> open =
                client.sendAsync(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
        while (!get(admin + "/metrics").body().contains("wascc_invocations_in_progress{target_kind=\"actor\"} 1.0")) {
            assertThat(open).isNotDone();
        }
        signal(signal);
        HttpResponse<String> ready = get(admin + "/readyz");
        while (ready.statusCode() == 200) {
            ready = get(admin + "/readyz");
        }
        assertThat(ready.statusCode()).isEqualTo(503);
        assertThat(ready.body()).contains("\"status\":\"stopping\"");
        assertThat(get(admin + "/livez").statusCode()).isEqualTo(200);
        HttpResponse<String> late = get(url);
        assertThat(late.statusCode()).isEqualTo(503);
        assertThat(open).isNotDone();
        assertThat(open.get(120, TimeUnit.SECONDS).body()).isEqualTo("ok");
        assertThat(process.waitFor()).isEqualTo(code);
    }

    @Test
    void a_call_that_takes_longer_than_the_grace_is_cut_off() throws Exception {
        serve(1_000_000_000_000L, "--admin", "127.0.0.1:0", "--grace", "100ms", "--time-limit", "120000");
        String admin = admin();
        CompletableFuture<HttpResponse<String>> open =
                client.sendAsync(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
        while (!get(admin + "/metrics").body().contains("wascc_invocations_in_progress{target_kind=\"actor\"} 1.0")) {
            assertThat(open).isNotDone();
        }
        signal("TERM");
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(143);
    }

    @ParameterizedTest
    @CsvSource({"TERM, 0", "INT, 130"})
    void termination_ends_with_zero_where_that_is_asked_for(String signal, int code) throws Exception {
        serve(1, "--exit-zero-on-term");
        signal(signal);
        assertThat(process.waitFor()).isEqualTo(code);
    }

    @Test
    void each_line_of_a_json_log_is_an_object_and_says_whose_it_is() throws Exception {
        serve(1, "--log-format", "json", "--log-level", "info", "-q", "--trust", issuer());
        assertThat(get(url).body()).isEqualTo("ok");
        signal("TERM");
        process.waitFor();
        List<String> lines = Files.readAllLines(dir.resolve("err.txt"));
        assertThat(lines).isNotEmpty();
        boolean found = false;
        for (String line : lines) {
            Map<?, ?> event = (Map<?, ?>) JsonTree.read(line);
            assertThat(event.get("time").toString()).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
            assertThat(event.get("level").toString()).isIn("INFO", "WARN");
            assertThat(event.get("logger")).isNotNull();
            if ("do\\nne".equals(event.get("message"))) {
                found = true;
                assertThat(event.get("actor").toString()).startsWith("M").hasSize(56);
            }
        }
        assertThat(found).isTrue();
    }

    /** Of the module that {@link #serve} signs, whose keys are made with it. */
    private String issuer() throws Exception {
        Path any = Files.write(dir.resolve("any.wasm"), Cli.EMPTY_MODULE);
        assertThat(cli.run("sign", any, "--generate-keys").code()).isZero();
        String json =
                cli.run("inspect", dir.resolve("any_s.wasm"), "-o", "json").out();
        return json.replaceAll("(?s).*\"iss(uer)?\" ?: ?\"(A[A-Z0-9]{55})\".*", "$2");
    }

    @Test
    void a_trace_file_is_whole_when_a_signal_has_ended_the_host() throws Exception {
        Path trace = dir.resolve("t.json");
        serve(1, "--trace-file", trace);
        get(url);
        signal("TERM");
        process.waitFor();
        assertThat((List<?>) JsonTree.read(Files.readString(trace))).hasSizeGreaterThanOrEqualTo(3);
    }
}
