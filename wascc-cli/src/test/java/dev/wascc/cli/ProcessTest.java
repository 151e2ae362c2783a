package dev.wascc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wascc.gate.use.UseTrace;
import java.io.BufferedReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What only a process of its own can show. */
@Timeout(300)
class ProcessTest {
    /** Answers every request with status 200 and the body "ok". */
    private static final String WAT =
            """
            (module
            (import "wapc" "__guest_response" (func $response (param i32 i32)))
            (memory (export "memory") 1)
            (data (i32.const 0) "\\84\\aastatusCode\\cc\\c8\\a6status\\a2OK\\a6header\\80\\a4body\\c4\\02ok")
            (func (export "__guest_call") (param i32 i32) (result i32)
              (call $response (i32.const 0) (i32.const 42)) (i32.const 1)))
            """;

    @TempDir
    Path dir;

    private Cli cli() {
        return new Cli(dir.resolve("keys"));
    }

    private Path signed() throws Exception {
        Path module = Files.write(dir.resolve("ok.wasm"), com.dylibso.chicory.wabt.Wat2Wasm.parse(WAT));
        assertThat(cli().run("sign", module, "--http-server", "--generate-keys").code())
                .isZero();
        return dir.resolve("ok_s.wasm");
    }

    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143"})
    void a_host_serves_until_a_signal_ends_it_within_two_seconds(String signal, int code) throws Exception {
        Process process = cli().process("run", signed(), "--port", "0")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader out = process.inputReader();
        String url = out.readLine().replaceAll("^.*  ", "");
        get(url);

        new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid()))
                .start()
                .waitFor();
        assertThat(process.waitFor(2, TimeUnit.SECONDS)).as("ended in time").isTrue();
        assertThat(process.exitValue()).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143"})
    void what_a_host_uses_is_on_disk_when_a_signal_has_ended_it(String signal, int code) throws Exception {
        Path trace = dir.resolve("trace.json");
        Process process = cli().process("run", signed(), "--port", "0", "--record-use", trace)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String url = process.inputReader().readLine().replaceAll("^.*  ", "");
        assertThat(UseTrace.read(trace).actors()).singleElement().satisfies(actor -> assertThat(actor.calledBy())
                .isEmpty());
        get(url);
        new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid()))
                .start()
                .waitFor();
        assertThat(process.waitFor()).isEqualTo(code);
        assertThat(calledBy(trace)).containsExactly("wascc:http_server HandleRequest 1");
    }

    @Test
    void what_a_host_uses_is_on_disk_soon_even_if_it_is_killed() throws Exception {
        Path trace = dir.resolve("trace.json");
        Process process = cli().process("run", signed(), "--port", "0", "--record-use", trace)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            String url = process.inputReader().readLine().replaceAll("^.*  ", "");
            get(url);
            while (calledBy(trace).isEmpty()) {
                assertThat(process.waitFor(100, TimeUnit.MILLISECONDS)).isFalse();
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
        assertThat(calledBy(trace)).containsExactly("wascc:http_server HandleRequest 1");
    }

    private static List<String> calledBy(Path trace) throws Exception {
        return UseTrace.read(trace).actors().stream()
                .flatMap(actor -> actor.calledBy().stream())
                .map(call -> call.caller() + " " + call.operation() + " " + call.count())
                .toList();
    }

    private static void get(String url) throws Exception {
        assertThat(HttpClient.newHttpClient()
                        .send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString())
                        .body())
                .isEqualTo("ok");
    }

    @Test
    void verifying_loads_no_engine_no_server_and_no_yaml() throws Exception {
        ProcessBuilder builder = cli().process("verify", signed());
        builder.command().add(1, "-verbose:class");
        Process process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String loaded = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        assertThat(loaded).contains("dev.wascc.claims.Verifier");
        assertThat(loaded)
                .doesNotContain(
                        "com.dylibso.chicory",
                        "org.eclipse.jetty",
                        "com.sun.jna",
                        "ch.qos.logback",
                        "io.prometheus",
                        "org.HdrHistogram",
                        "tools.jackson.dataformat.yaml",
                        "tools.jackson.databind");
    }

    @Test
    void a_key_file_is_its_owners_alone_whatever_the_umask() throws Exception {
        ProcessBuilder builder = cli().process("keys", "gen", "account", "--out", dir.resolve("k.nk"));
        builder.command().addAll(0, List.of("sh", "-c", "umask 000; exec \"$@\"", "sh"));
        assertThat(builder.start().waitFor()).isZero();
        assertThat(java.nio.file.attribute.PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(dir.resolve("k.nk"))))
                .isEqualTo("rw-------");
    }

    /** Signs one file over and over, from one process that is killed at a random moment; 200 times with -Dwascc.kills=200. */
    @Test
    @Timeout(3600)
    void a_signing_that_is_killed_leaves_the_old_file_or_the_whole_new_one() throws Exception {
        Path module = dir.resolve("m.wasm");
        Files.write(module, Cli.EMPTY_MODULE);
        assertThat(cli().run("sign", module, "--generate-keys", "-d", module, "--jti", "0")
                        .code())
                .isZero();
        int kills = Integer.getInteger("wascc.kills", 10);
        Random random = new Random(3);
        int whole = 0;
        for (int i = 0; i < kills; i++) {
            ProcessBuilder builder = cli().process();
            builder.command().set(builder.command().size() - 1, SignLoop.class.getName());
            builder.command().add(module.toString());
            Process process = builder.redirectErrorStream(true).start();
            process.inputReader().readLine();
            Thread.sleep(random.nextInt(40));
            process.destroyForcibly();
            process.waitFor();
            whole += cli().run("verify", module).code() == 0 ? 1 : 0;
        }
        assertThat(whole).isEqualTo(kills);
    }

    /** Signs a file in place for ever, each time with another id; says so once it has begun. */
    static final class SignLoop {
        public static void main(String[] args) {
            Cli cli = new Cli(Path.of(System.getenv("WASCC_KEYS")));
            for (int i = 1; ; i++) {
                int code = cli.run("sign", args[0], "-d", args[0], "--jti", i).code();
                if (code != 0) {
                    System.exit(code);
                }
                if (i == 1) {
                    System.out.println(Arrays.toString(args));
                }
            }
        }
    }
}
