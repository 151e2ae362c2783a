package dev.wascc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.dylibso.chicory.wabt.Wat2Wasm;
import dev.wascc.document.JsonTree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is shown of calls. */
@Timeout(120)
class WatchingTest {
    /** Calls wascc:keyvalue Add with {@code {key: "visits", value: 1}}; answers what it is answered, or fails with the error. */
    private static final String WAT =
            """
            (module
            (import "wapc" "__host_call" (func $host (param i32 i32 i32 i32 i32 i32 i32 i32) (result i32)))
            (import "wapc" "__guest_response" (func $response (param i32 i32)))
            (import "wapc" "__guest_error" (func $error (param i32 i32)))
            (import "wapc" "__host_response_len" (func $host_len (result i32)))
            (import "wapc" "__host_response" (func $host_response (param i32)))
            (import "wapc" "__host_error_len" (func $error_len (result i32)))
            (import "wapc" "__host_error" (func $host_error (param i32)))
            (memory (export "memory") 1)
            (data (i32.const 0) "wascc:keyvalueAdd\\82\\a3key\\a6visits\\a5value\\01")
            (func (export "__guest_call") (param i32 i32) (result i32)
              (if (result i32) (call $host (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 14)
                (i32.const 14) (i32.const 3) (i32.const 17) (i32.const 19))
                (then (call $host_response (i32.const 1024)) (call $response (i32.const 1024) (call $host_len)) (i32.const 1))
                (else (call $host_error (i32.const 1024)) (call $error (i32.const 1024) (call $error_len)) (i32.const 0)))))
            """;

    @TempDir
    Path dir;

    private Cli cli;

    @BeforeEach
    void module() throws Exception {
        cli = new Cli(dir.resolve("keys"));
        Files.write(dir.resolve("a.wasm"), Wat2Wasm.parse(WAT));
    }

    private Path signed(Object... more) {
        Object[] args = new Object[3 + more.length];
        args[0] = "sign";
        args[1] = dir.resolve("a.wasm");
        args[2] = "--generate-keys";
        System.arraycopy(more, 0, args, 3, more.length);
        assertThat(cli.run(args).code()).isZero();
        return dir.resolve("a_s.wasm");
    }

    @Test
    void a_trace_shows_the_call_and_what_it_called_with_lengths_alone() {
        Cli.Result result = cli.run("call", signed("--keyvalue"), "Go", "--trace", "-q");
        assertThat(result.code()).isZero();
        assertThat(result.err().replaceAll("\\d+\\.\\d+ ms", "T ms"))
                .isEqualToNormalizingNewlines(
                        """
                        -> Go (waPC, 0 bytes)
                           -> wascc:keyvalue Add 19 bytes  <- 8 bytes   T ms
                        <- 8 bytes in T ms
                        """);
    }

    @Test
    void a_trace_shows_payloads_where_they_are_asked_for() {
        Cli.Result result = cli.run("call", signed("--keyvalue"), "Go", "--trace", "--trace-payloads");
        assertThat(result.err()).contains("-> wascc:keyvalue Add {\"key\":\"visits\",\"value\":1}  <- {\"value\":1}");
        assertThat(cli.run("call", dir.resolve("a_s.wasm"), "Go", "--trace-payloads")
                        .code())
                .isEqualTo(ExitCode.USAGE);
    }

    @Test
    void a_trace_file_has_the_call_even_if_it_was_denied() throws Exception {
        Path trace = dir.resolve("t.jsonl");
        Cli.Result result = cli.run("call", signed(), "Go", "--trace-file", trace);
        assertThat(result.code()).isEqualTo(ExitCode.ACTOR_FAILED);
        List<String> lines = Files.readAllLines(trace);
        assertThat(lines).hasSize(2);
        Map<?, ?> denied = (Map<?, ?>) JsonTree.read(lines.get(1));
        assertThat(denied.get("outcome")).isEqualTo("refused");
        assertThat(denied.get("reason")).isEqualTo("NOT_CLAIMED");
        Path chrome = dir.resolve("t.json");
        cli.run("call", dir.resolve("a_s.wasm"), "Go", "--trace-file", chrome);
        assertThat((List<?>) JsonTree.read(Files.readString(chrome))).hasSize(4);
    }

    @Test
    void a_denied_call_says_what_was_asked_and_the_command_that_grants_it() {
        Path actor = signed();
        Cli.Result result = cli.run("call", actor, "Go");
        assertThat(result.code()).isEqualTo(ExitCode.ACTOR_FAILED);
        assertThat(result.err().lines())
                .anyMatch(line -> line.startsWith("wascc: ") && line.contains("PERMISSION DENIED"))
                .last()
                .asString()
                .startsWith("hint: ")
                .contains(
                        "called wascc:keyvalue Add, which its claims do not grant",
                        "sign it with --cap wascc:keyvalue",
                        "wascc claims add " + actor + " wascc:keyvalue");
        assertThat(cli.run("call", actor, "Go", "-q").err()).doesNotContain("hint");
        // The command that the hint names does it.
        assertThat(cli.run("claims", "add", actor, "wascc:keyvalue").code()).isZero();
        assertThat(cli.run("call", actor, "Go").code()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "--admin, 0.0.0.0:9898, this machine alone",
        "--admin, 9898, this machine alone",
        "--grace, soon, 'a time is 500ms, 10s or 1m'",
        "--grace, 2h, 'a time is 500ms, 10s or 1m'",
        "--grace, 61m, an hour at most",
        "--log-format, xml, --log-format",
        "--log-level, loud, --log-level",
        "--trace-limit, 0, --trace-limit"
    })
    void what_cannot_be_is_refused_before_anything_runs(String option, String value, String message) {
        Cli.Result result = cli.run("run", signed("--keyvalue"), option, value);
        assertThat(result.code()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains(message);
    }
}
