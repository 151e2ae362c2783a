package dev.wascc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wascc.document.JsonTree;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttestTest {
    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

    @TempDir
    Path dir;

    private Cli cli;
    private Path module;
    private Path signed;
    private Path attestation;

    @BeforeEach
    void prepare() throws Exception {
        cli = new Cli(dir.resolve("keys"));
        module = Files.write(dir.resolve("a.wasm"), Cli.EMPTY_MODULE);
        signed = dir.resolve("a_s.wasm");
        attestation = dir.resolve("a_s.wasm.intoto.jsonl");
        assertThat(cli.run("sign", module, "--generate-keys").code()).isZero();
    }

    private Cli.Result attest(Object... more) {
        Object[] args = new Object[more.length + 6];
        System.arraycopy(
                new Object[] {
                    "attest", signed, "--source", "https://u:p@github.com/acme/a", "--builder", "https://ci.acme.org"
                },
                0,
                args,
                0,
                6);
        System.arraycopy(more, 0, args, 6, more.length);
        return cli.run(args);
    }

    @Test
    void an_attestation_says_what_is_known_and_the_same_again_gives_the_same_bytes() throws Exception {
        cli.environment.put("SOURCE_DATE_EPOCH", "1700000000");
        Cli.Result result = attest("--commit", COMMIT, "--material", module);
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).contains("Attested", COMMIT, "https://ci.acme.org");
        String line = Files.readString(attestation);
        assertThat(line.lines()).hasSize(1);
        assertThat(attest("--commit", COMMIT, "--material", module).code()).isZero();
        assertThat(attestation).hasContent(line);
        Map<?, ?> envelope = (Map<?, ?>) JsonTree.read(line);
        assertThat(String.valueOf(envelope.get("payloadType"))).isEqualTo("application/vnd.in-toto+json");
        String statement =
                new String(Base64.getDecoder().decode((String) envelope.get("payload")), StandardCharsets.UTF_8);
        assertThat(statement)
                .contains(
                        "\"name\":\"a_s.wasm\",\"digest\":{\"sha256\":\"" + Modules.sha256(Files.readAllBytes(signed)),
                        "\"uri\":\"git+https://github.com/acme/a\",\"digest\":{\"gitCommit\":\"" + COMMIT + "\"}",
                        "\"name\":\"a.wasm\",\"digest\":{\"sha256\":\"" + Modules.sha256(Cli.EMPTY_MODULE) + "\"}",
                        "\"startedOn\":\"2023-11-14T22:13:20Z\",\"finishedOn\":\"2023-11-14T22:13:20Z\"")
                .doesNotContain("u:p");
        assertThat(attest("--commit", COMMIT, "--material", module, "--statement")
                        .out())
                .isEqualTo(statement + System.lineSeparator());
    }

    @Test
    void several_go_into_one_file_or_none_does() throws Exception {
        Path out = dir.resolve("all.intoto.jsonl");
        Cli.Result refused = cli.run("attest", signed, module, "--out", out, "-o", "json");
        assertThat(refused.code()).isEqualTo(10);
        assertThat(refused.out()).contains("WASCC-S001");
        assertThat(out).doesNotExist();
        Path other = Files.copy(signed, dir.resolve("b_s.wasm"));
        Cli.Result both = cli.run("attest", signed, other, "--out", out, "-o", "json");
        assertThat(both.code()).isZero();
        assertThat(Files.readAllLines(out)).hasSize(2);
        Map<?, ?> rows = (Map<?, ?>) JsonTree.read(both.out());
        assertThat((List<?>) rows.get("files")).hasSize(2);
    }

    @Test
    void a_changed_module_is_not_attested() throws Exception {
        byte[] bytes = Files.readAllBytes(signed);
        byte[] changed = java.util.Arrays.copyOf(bytes, bytes.length + 4);
        System.arraycopy(new byte[] {0, 2, 1, 'x'}, 0, changed, bytes.length, 4);
        Files.write(signed, changed);
        Cli.Result result = attest();
        assertThat(result.code()).isEqualTo(12);
        assertThat(result.err()).contains("WASCC-S004");
        assertThat(attestation).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({
        "--commit, abc, 2",
        "--source, github, 2",
        "--builder, jenkins, 2",
        "--material, ., 2",
        "--material, missing.bin, 11",
        "--issuer, missing.nk, 2"
    })
    void what_is_given_wrongly_is_refused(String option, String value, int code) {
        Cli.Result result = cli.run("attest", signed, option, value);
        assertThat(result.code()).as(result.err()).isEqualTo(code);
        assertThat(result.all()).doesNotContain("Exception");
        assertThat(attestation).doesNotExist();
    }
}
