package dev.wascc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.dylibso.chicory.wabt.Wat2Wasm;
import dev.wascc.document.JsonTree;
import java.io.BufferedReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets in binding values come out nowhere: each has a canary in it. */
@Timeout(120)
class SecretsTest {
    private static final String CANARY = "CaNaRy7f3a";
    /** Answers 200 with "ok". */
    private static final String WAT =
            """
            (module
            (import "wapc" "__guest_response" (func $response (param i32 i32)))
            (memory (export "memory") 1)
            (data (i32.const 0) "\\84\\aastatusCode\\cc\\c8\\a6status\\a2OK\\a6header\\80\\a4body\\c4\\02ok")
            (func (export "__guest_call") (param i32 i32) (result i32)
              (call $response (i32.const 0) (i32.const 41)) (i32.const 1)))
            """;

    @TempDir
    Path dir;

    private Cli cli;
    private Process process;
    private String actor;

    @BeforeEach
    void sign() throws Exception {
        cli = new Cli(dir.resolve("keys"));
        Path module = Files.write(dir.resolve("ok.wasm"), Wat2Wasm.parse(WAT));
        Cli.Result signed = cli.run(
                "sign",
                module,
                "--http-server",
                "--keyvalue",
                "--msg",
                "--blob-store",
                "--logging",
                "--events",
                "--generate-keys",
                "-o",
                "json");
        assertThat(signed.code()).as(signed.all()).isZero();
        actor = String.valueOf(((Map<?, ?>) JsonTree.read(signed.out())).get("module"));
    }

    @AfterEach
    void end() throws Exception {
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
    }

    private Path manifest(String... bindings) throws Exception {
        StringBuilder text = new StringBuilder("actors: [ok_s.wasm]\ncapabilities: []\nbindings:\n");
        for (String binding : bindings) {
            text.append("  - { actor: ")
                    .append(actor)
                    .append(", capability: ")
                    .append(binding)
                    .append(" }\n");
        }
        return Files.writeString(dir.resolve("manifest.yaml"), text.toString().replace("CANARY", CANARY));
    }

    private static String get(String url) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString())
                .body();
    }

    @Test
    void a_host_that_runs_shows_them_in_no_log_trace_metric_or_inventory() throws Exception {
        Path manifest = manifest(
                "\"wascc:http_server\", values: { PORT: \"0\", TLS_PASSWORD: \"CANARY1\" }",
                "\"wascc:keyvalue\", values: { URL: \"file:%s\", PASSWORD: \"CANARY2\" }"
                        .formatted(dir.resolve("store.db")),
                "\"wascc:logging\", values: { AWS_SECRET_ACCESS_KEY: \"CANARY3\" }",
                "\"wascc:eventstreams\", values: { PASSWORD: \"CANARY4\", TOKEN: \"env:SECRET_TOKEN\" }");
        cli.environment.put("SECRET_TOKEN", CANARY + 5);
        Path err = dir.resolve("err.txt");
        Path trace = dir.resolve("trace.json");
        process = cli.process(
                        "run",
                        manifest,
                        "--admin",
                        "127.0.0.1:0",
                        "--trace",
                        "--trace-file",
                        trace,
                        "--log-level",
                        "trace",
                        "-v")
                .redirectError(err.toFile())
                .start();
        BufferedReader out = process.inputReader();
        String line = out.readLine();
        assertThat(line).as(Files.readString(err)).isNotNull();
        StringBuilder all = new StringBuilder(line);
        assertThat(get(line.replaceAll("^.*  ", ""))).isEqualTo("ok");
        String admin = Files.readString(err)
                .lines()
                .filter(each -> each.startsWith("admin "))
                .map(each -> each.replaceAll(".*(http://[^ ]+).*", "$1"))
                .findFirst()
                .orElseThrow();
        String inventory = get(admin + "/inventory");
        assertThat(inventory).contains("TLS_PASSWORD", "AWS_SECRET_ACCESS_KEY", actor);
        all.append(inventory).append(get(admin + "/metrics")).append(get(admin + "/readyz"));
        process.toHandle().destroy();
        process.waitFor();
        out.lines().forEach(all::append);
        assertThat(Files.size(trace)).isPositive();
        all.append(Files.readString(err)).append(Files.readString(trace));
        assertThat(all.toString()).contains("HandleRequest").doesNotContain(CANARY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"wascc:keyvalue\", values: { URL: \"redis://ana:CANARY@127.0.0.1:1\" }",
                "\"wascc:keyvalue\", values: { URL: \"redis://127.0.0.1:1\", USERNAME: \"ana\", PASSWORD: \"CANARY\" }",
                "\"wascc:keyvalue\", values: { URL: \"redis://ana:CANARY@127.0.0.1:x\" }",
                "\"wascc:keyvalue\", values: { URL: \"http://ana:CANARY@127.0.0.1\" }",
                "\"wascc:eventstreams\", values: { URL: \"rediss://:CANARY@127.0.0.1:1/9\" }",
                "\"wascc:messaging\", values: { URL: \"nats://ana:CANARY@127.0.0.1:1\" }",
                "\"wascc:messaging\", values: { URL: \"nats://CANARY@127.0.0.1:1\" }",
                "\"wascc:blobstore\", values: { URL: \"s3://b\", ENDPOINT: \"http://u:CANARY@127.0.0.1:1\" }",
                "\"wascc:blobstore\", values: { URL: \"s3://\", AWS_SECRET_ACCESS_KEY: \"CANARY\" }",
                "\"wascc:http_server\", values: { PORT: \"0\", TLS_STORE: \"manifest.yaml\", TLS_PASSWORD: \"CANARY\" }",
                "\"wascc:http_server\", values: { PORT: \"CANARY\" }",
                "\"wascc:nothing\", values: { PASSWORD: \"CANARY\" }"
            })
    void what_refuses_a_binding_does_not_repeat_them(String binding) throws Exception {
        Cli.Result result = cli.run("run", manifest(binding), "-v", "--debug");
        assertThat(result.code()).as(result.all()).isNotZero();
        assertThat(result.err()).isNotBlank();
        assertThat(result.all()).doesNotContain(CANARY);
    }
}
