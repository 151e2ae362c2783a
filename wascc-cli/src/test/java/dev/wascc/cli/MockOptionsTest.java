package dev.wascc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.dylibso.chicory.wabt.Wat2Wasm;
import dev.wascc.claims.ActorModule;
import java.io.BufferedReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Mocks, cassettes and expectations on the command line. */
@Timeout(300)
class MockOptionsTest {
    /** Adds 1 to the key a, and answers 200 with "ok" whatever came of it. */
    private static final String WAT =
            """
            (module
            (import "wapc" "__guest_response" (func $response (param i32 i32)))
            (import "wapc" "__host_call" (func $host (param i32 i32 i32 i32 i32 i32 i32 i32) (result i32)))
            (memory (export "memory") 1)
            (data (i32.const 0) "\\84\\aastatusCode\\cc\\c8\\a6status\\a2OK\\a6header\\80\\a4body\\c4\\02ok")
            (data (i32.const 100) "defaultwascc:keyvalueAdd\\82\\a3key\\a1a\\a5value\\01")
            (func (export "__guest_call") (param i32 i32) (result i32)
              (drop (call $host (i32.const 100) (i32.const 7) (i32.const 107) (i32.const 14) (i32.const 121) (i32.const 3)
                (i32.const 124) (i32.const 14)))
              (call $response (i32.const 0) (i32.const 41))
              (i32.const 1)))
            """;

    @TempDir
    Path dir;

    private Cli cli;
    private Path actor;

    @BeforeEach
    void sign() throws Exception {
        cli = new Cli(dir.resolve("keys"));
        Files.write(dir.resolve("a.wasm"), Wat2Wasm.parse(WAT));
        assertThat(cli.run("sign", dir.resolve("a.wasm"), "--generate-keys", "--keyvalue", "--http-server")
                        .code())
                .isZero();
        actor = dir.resolve("a_s.wasm");
    }

    private Cli.Result call(Object... options) {
        Object[] args = new Object[3 + options.length];
        args[0] = "call";
        args[1] = actor;
        args[2] = "HandleRequest";
        System.arraycopy(options, 0, args, 3, options.length);
        return cli.run(args);
    }

    private Path file(String name, String text) throws Exception {
        return Files.writeString(dir.resolve(name), text);
    }

    @Test
    void a_mock_takes_the_part_of_a_capability_and_its_calls_are_in_the_trace() {
        Cli.Result result = call("--mock", "keyvalue", "--trace", "--trace-payloads");
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.err()).contains("wascc:keyvalue Add {\"key\":\"a\",\"value\":1}");
    }

    @Test
    void calls_that_were_expected_end_with_0_and_others_with_20_and_what_is_otherwise() throws Exception {
        Path fits = file("fits.yaml", "calls: [{ operation: Add, request: { key: a }, response: { value: 1 } }]");
        assertThat(call("--mock", "keyvalue", "--expect", fits).code()).isZero();
        assertThat(call("--expect", fits).code()).as("the embedded default").isZero();
        Path other = file("other.yaml", "calls: [{ operation: Add, request: { key: b } }]\nnothing_else: true\n");
        Cli.Result result = call("--mock", "keyvalue", "--expect", other, "--report", "junit=" + dir.resolve("r.xml"));
        assertThat(result.code()).isEqualTo(20);
        assertThat(result.err())
                .contains(
                        "other.yaml:1:9: Add {\"key\":\"b\"}\n    expected once, called never\n    nearest  wascc:keyvalue"
                                + " Add {\"key\":\"a\",\"value\":1} <- {\"value\":1}",
                        "nothing else was expected, and there came\n    wascc:keyvalue Add",
                        "2 expected: 0 as it is, 2 otherwise");
        assertThat(dir.resolve("r.xml")).content().contains("tests=\"2\" failures=\"2\"");
    }

    @Test
    void canned_answers_and_faults_are_what_the_actor_gets() throws Exception {
        Path answers = file("answers.yaml", "answers: [{ operation: Add, response: { value: 41 } }]");
        Path expect = file("e.yaml", "calls: [{ operation: Add, response: { value: 41 } }]");
        assertThat(call("--mock", "keyvalue=" + answers, "--expect", expect).code())
                .isZero();
        Path faults = file("faults.yaml", "fault: { every: 1, error: down }");
        Path failing = file("f.yaml", "calls: [{ operation: Add, error: down }]");
        assertThat(call("--mock", "keyvalue=" + faults, "--expect", failing).code())
                .isZero();
    }

    @Test
    void what_was_recorded_is_replayed_without_the_real_provider_and_what_was_not_ends_with_20() throws Exception {
        Path cassette = dir.resolve("c.yaml");
        cli.environment.put("STORE", "file:" + dir.resolve("store-hunter2.db"));
        Cli.Result recorded = call("--real", "keyvalue=env:STORE", "--record", cassette);
        assertThat(recorded.code()).as(recorded.err()).isZero();
        assertThat(cassette).content().contains("operation: Add").doesNotContain("hunter2", "STORE");
        cli.environment.remove("STORE");
        Cli.Result replayed = call("--real", "keyvalue=env:STORE", "--replay", cassette);
        assertThat(replayed.code()).as(replayed.err()).isZero();
        Files.writeString(cassette, Files.readString(cassette).replace("\"key\":\"a\"", "\"key\":\"b\""));
        Cli.Result missing = call("--replay", cassette);
        assertThat(missing.code()).isEqualTo(20);
        assertThat(missing.err())
                .contains(
                        "c.yaml has no answer for wascc:keyvalue Add {\"key\":\"a\",\"value\":1}; the nearest is"
                                + " {\"key\":\"b\",\"value\":1} in line 4",
                        "1 of the calls in");
    }

    @Test
    void files_are_read_before_anything_is_called() throws Exception {
        Path bad = file("bad.yaml", "answers: [{ operation: get, response: {} }]");
        Cli.Result result = call("--mock", "keyvalue=" + bad);
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("bad.yaml:1:24: no operation is called get; did you mean Get?");
        assertThat(call("--mock", "keyvalue=" + dir.resolve("none.yaml")).code())
                .isEqualTo(11);
        assertThat(call("--expect", dir.resolve("none.yaml")).code()).isEqualTo(11);
        assertThat(call("--replay", dir.resolve("none.yaml")).code()).isEqualTo(11);
    }

    @Test
    void what_makes_no_sense_is_a_usage_error() {
        assertThat(call("--mock", "blobstore").err())
                .contains("--mock: the mock of wascc:blobstore is for nothing that is bound here; these are:");
        assertThat(call("--mock", "keyvalue=").code()).isEqualTo(2);
        assertThat(call("--record", "a", "--replay", "b").code()).isEqualTo(2);
        assertThat(call("--redact", "value").code()).isEqualTo(2);
        assertThat(call("--report", "junit=x").code()).isEqualTo(2);
    }

    @Test
    void a_capability_that_is_not_claimed_is_refused_before_a_mock() throws Exception {
        Path bare = dir.resolve("bare.wasm");
        Files.write(bare, Wat2Wasm.parse(WAT));
        assertThat(cli.run("sign", bare, "--generate-keys", "--http-server").code())
                .isZero();
        Path expect = file("e.yaml", "calls: []\nnothing_else: true\n");
        Cli.Result result = cli.run("call", dir.resolve("bare_s.wasm"), "HandleRequest", "--expect", expect);
        assertThat(result.code()).isZero();
        assertThat(result.err()).contains("which its claims do not grant");
        assertThat(cli.run("call", dir.resolve("bare_s.wasm"), "HandleRequest", "--mock", "keyvalue")
                        .code())
                .isEqualTo(2);
    }

    @Test
    void a_host_names_the_mock_checks_at_its_end_and_takes_mocks_from_the_manifest() throws Exception {
        Path manifest = file(
                "manifest.yaml",
                """
                actors: [a_s.wasm]
                capabilities: []
                bindings:
                  - { actor: %1$s, capability: "wascc:http_server", values: { PORT: "0" } }
                  - { actor: %1$s, capability: "wascc:keyvalue", values: { URL: "env:NOWHERE" }, mock: answers.yaml }
                """
                        .formatted(ActorModule.read(actor)
                                .token()
                                .orElseThrow()
                                .unverifiedClaims()
                                .subject()));
        file("answers.yaml", "answers: [{ operation: Add, response: { value: 41 }, times: 1 }]");
        Path expect = file("e.yaml", "calls: [{ operation: Add, response: { value: 41 } }]\nnothing_else: true\n");
        Process process = cli.process("run", manifest, "--expect", expect, "--record", dir.resolve("c.yaml"))
                .redirectError(dir.resolve("err.txt").toFile())
                .start();
        try {
            BufferedReader out = process.inputReader();
            URI url = URI.create(out.readLine().replaceAll("^.*  ", ""));
            HttpRequest request = HttpRequest.newBuilder(url)
                    .header("Authorization", "Bearer hunter2")
                    .build();
            for (int i = 0; i < 2; i++) {
                assertThat(HttpClient.newHttpClient()
                                .send(request, BodyHandlers.ofString())
                                .statusCode())
                        .isEqualTo(200);
            }
            new ProcessBuilder("kill", "-TERM", String.valueOf(process.pid()))
                    .start()
                    .waitFor();
            assertThat(process.waitFor()).isEqualTo(20);
        } finally {
            process.destroyForcibly().waitFor();
        }
        assertThat(dir.resolve("err.txt"))
                .content()
                .contains(
                        "wascc:keyvalue -> in-memory and canned answers  mock (recording)",
                        "nothing else was expected, and there came\n    wascc:keyvalue Add {\"key\":\"a\",\"value\":1} <-"
                                + " {\"value\":1}");
        assertThat(dir.resolve("c.yaml"))
                .content()
                .contains("operation: HandleRequest", "\"authorization\":\"(redacted)\"")
                .doesNotContain("hunter2");
    }
}
