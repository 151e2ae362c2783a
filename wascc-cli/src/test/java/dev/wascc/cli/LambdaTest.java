package dev.wascc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wascc.document.JsonTree;
import java.io.BufferedReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Packages for AWS Lambda from the command line; what is in them and how they run is for the tests of their own module. */
@Timeout(300)
class LambdaTest {
    private static final String EVENT =
            """
            {"version": "2.0", "rawPath": "/", "rawQueryString": "", "headers": {}, "isBase64Encoded": false,
             "requestContext": {"http": {"method": "GET", "path": "/"}, "timeEpoch": 1}}
            """;
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

    private Cli cli;
    private Path manifest;
    private Path zip;

    @BeforeEach
    void function() throws Exception {
        cli = new Cli(dir.resolve("keys"));
        Path module = Files.write(dir.resolve("ok.wasm"), com.dylibso.chicory.wabt.Wat2Wasm.parse(WAT));
        assertThat(cli.run("sign", module, "--http-server", "--generate-keys").code())
                .isZero();
        manifest = Files.writeString(
                dir.resolve("manifest.yaml"), "actors: [ok_s.wasm]\ncapabilities: []\nbindings: []\n");
        zip = dir.resolve("app.zip");
    }

    private Cli.Result pack(Object... more) {
        Object[] args = new Object[more.length + 8];
        System.arraycopy(
                new Object[] {
                    "lambda", "package", "--manifest", manifest, "--out", zip, "--without-runtime", "--arch=arm64"
                },
                0,
                args,
                0,
                8);
        System.arraycopy(more, 0, args, 8, more.length);
        return cli.run(args);
    }

    @Test
    void a_package_is_reported_in_two_lines_and_is_the_same_bytes_again() throws Exception {
        Cli.Result result = pack();
        assertThat(result.code()).as(result.all()).isZero();
        assertThat(result.out())
                .matches("(?s).*app.zip  0.0 MB   .wascc/  manifest.yaml  ok_s.wasm\n"
                        + "checks   signature OK   issuer not judged   caps: wascc:http_server   zip 0.0 of 50 MB, unzipped 0.0 of"
                        + " 250 MB\n");
        assertThat(result.err()).contains("warning: issuers are not judged");
        byte[] first = Files.readAllBytes(zip);
        assertThat(pack().code()).isZero();
        assertThat(zip).hasBinaryContent(first);
        Map<?, ?> json = (Map<?, ?>) JsonTree.read(pack("-o", "json").out());
        assertThat(json.get("sha256")).isEqualTo(Modules.sha256(first));
    }

    @Test
    void what_is_refused_is_said_by_its_rule_and_not_written() throws Exception {
        Files.writeString(
                manifest,
                Files.readString(manifest)
                        .replace(
                                "bindings: []",
                                "bindings: [{actor: MBKKW5SLRC3ZLQLYP54LDCOAFIQUP2OAAKL2SO47IMV6KYABCXZGZHCV, capability:"
                                        + " 'wascc:messaging'}]"));
        Cli.Result result = pack();
        assertThat(result.code()).isEqualTo(14);
        assertThat(result.err()).contains("WASCC-F001", "to mend it: ", "app.zip is not written");
        assertThat(zip).doesNotExist();
        Files.write(dir.resolve("ok_s.wasm"), Cli.EMPTY_MODULE);
        assertThat(pack().code()).isEqualTo(10);
        Files.delete(dir.resolve("ok_s.wasm"));
        assertThat(pack().code()).isEqualTo(11);
        Files.writeString(manifest, "actors: {}\n");
        assertThat(pack().code()).isEqualTo(2);
    }

    @Test
    void contradictions_are_2() {
        assertThat(pack("--layer").code()).isEqualTo(2);
        assertThat(pack("--runtime", "java21").code()).isEqualTo(2);
        assertThat(cli.run("lambda", "package", "--runtime", "java8").code()).isEqualTo(2);
        assertThat(cli.run("lambda", "local", dir).code()).isEqualTo(2);
        assertThat(cli.run("lambda", "template", zip, "--format", "sam").code()).isEqualTo(11);
        assertThat(cli.run("lambda").code()).isEqualTo(2);
    }

    @Test
    void a_process_runs_one_event_of_a_zip_with_its_answer_on_standard_output_and_the_log_on_the_other()
            throws Exception {
        assertThat(pack().code()).isZero();
        Path event = Files.writeString(dir.resolve("event.json"), EVENT);
        Path log = dir.resolve("log");
        Process process = cli.process("lambda", "local", zip, "--event", event, "--timeout", "60s")
                .redirectError(log.toFile())
                .start();
        String out = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(Files.readString(log)).isZero();
        assertThat(out)
                .isEqualTo(
                        "{\"statusCode\":200,\"headers\":{},\"cookies\":[],\"body\":\"ok\",\"isBase64Encoded\":false}\n");
        assertThat(Files.readString(log)).contains("START RequestId: ", "END RequestId: ", "\tInit Duration: ");
    }

    @Test
    void an_event_that_fails_is_20_and_its_error_is_the_answer() throws Exception {
        Path event = Files.writeString(dir.resolve("event.json"), "{}");
        Cli.Result result = cli.run("lambda", "local", dir, "--event", event);
        assertThat(result.code()).isEqualTo(20);
        assertThat(result.out()).contains("\"errorType\":\"InvocationError\"");
    }

    @Test
    void a_process_serves_http_until_a_signal() throws Exception {
        Process process = cli.process("lambda", "local", dir, "--listen", "0", "--shape", "alb", "--timeout", "60s")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader out = process.inputReader()) {
            String url = out.readLine().replaceAll("^alb  ", "");
            HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(url + "/a?b=c")).build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode() + answer.body()).isEqualTo("200ok");
            process.destroy();
            assertThat(process.waitFor()).isEqualTo(143);
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void a_template_is_printed_or_written_where_nothing_lies() throws Exception {
        assertThat(pack().code()).isZero();
        Path file = dir.resolve("template.yaml");
        Cli.Result printed = cli.run("lambda", "template", zip, "--format", "sam", "--arch", "arm64");
        assertThat(printed.out()).contains("AWS::Serverless::Function", "Architectures: [arm64]", "HttpApi");
        assertThat(cli.run("lambda", "template", zip, "--format", "sam", "--arch", "arm64", "--out", file)
                        .code())
                .isZero();
        assertThat(file).hasContent(printed.out());
        assertThat(cli.run("lambda", "template", zip, "--format", "sam", "--out", file)
                        .code())
                .isEqualTo(2);
        try (ZipFile read = new ZipFile(zip.toFile())) {
            assertThat(read.getEntry("manifest.yaml")).isNotNull();
        }
    }
}
