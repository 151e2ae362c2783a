package dev.wascc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wascc.nkeys.KeyRole;
import dev.wascc.nkeys.SigningKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What scripts may rely on, beyond the commands' own tests. */
class CliContractTest {
    @TempDir
    Path dir;

    private Cli cli;
    private Path module;

    @BeforeEach
    void prepare() throws IOException {
        cli = new Cli(dir.resolve("keys"));
        module = Files.write(dir.resolve("a.wasm"), Cli.EMPTY_MODULE);
    }

    @ParameterizedTest
    @CsvSource({
        "-k, wascc:keyvalue",
        "-g, wascc:messaging",
        "--msg, wascc:messaging",
        "--http_client, wascc:http_client",
        "--http_server, wascc:http_server",
        "-f, wascc:blobstore",
        "--blob_store, wascc:blobstore",
        "-l, wascc:logging",
        "-z, wascc:extras",
        "-e, wascc:eventstreams",
        "--eventstreams, wascc:eventstreams",
    })
    void an_old_spelling_claims_what_it_always_did_and_help_keeps_quiet_about_it(String option, String capability) {
        assertThat(cli.run("sign", module, "--generate-keys", option).out())
                .endsWith("capabilities: " + capability + "\n");
        assertThat(cli.run("sign", "--help").out())
                .doesNotContain(" " + option + ",")
                .doesNotContain(" " + option + " ");
    }

    @Test
    void a_file_that_is_missing_does_not_keep_the_others_from_being_signed() {
        Cli.Result result = cli.run("sign", dir.resolve("missing.wasm"), module, "--generate-keys");
        assertThat(result.code()).isEqualTo(11);
        assertThat(result.err()).contains("missing.wasm was not signed");
        assertThat(dir.resolve("a_s.wasm")).exists();
    }

    @Test
    void a_dry_run_writes_neither_module_nor_key() {
        Cli.Result result = cli.run("sign", module, "--generate-keys", "--dry-run");
        assertThat(result.code()).isZero();
        assertThat(result.out()).contains("\"wascap\"");
        assertThat(dir.resolve("keys")).doesNotExist();
        assertThat(dir.resolve("a_s.wasm")).doesNotExist();
    }

    @Test
    void a_key_on_standard_input_signs_all_files_of_a_call() throws Exception {
        Path other = Files.write(dir.resolve("b.wasm"), Cli.EMPTY_MODULE);
        cli.input(SigningKey.generate(KeyRole.MODULE, new SecureRandom()).exposeSeed() + "\n");
        assertThat(cli.run("sign", module, other, "--subject", "-", "--generate-keys")
                        .code())
                .isZero();
        assertThat(dir.resolve("b_s.wasm")).exists();
    }

    @Test
    void two_modules_are_not_written_over_each_other() throws Exception {
        Path twin = Files.write(Files.createDirectory(dir.resolve("x")).resolve("a.wasm"), Cli.EMPTY_MODULE);
        Path out = Files.createDirectory(dir.resolve("out"));
        assertThat(cli.run("sign", module, twin, "-d", out, "--generate-keys").code())
                .isEqualTo(2);
        assertThat(out).isEmptyDirectory();
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "1, 2"})
    void a_token_that_would_never_be_valid_is_refused(String expires, String notBefore) {
        assertThat(cli.run("sign", module, "--generate-keys", "-x", expires, "--not-before", notBefore)
                        .code())
                .isEqualTo(2);
        assertThat(dir.resolve("a_s.wasm")).doesNotExist();
    }

    @Test
    void a_replaced_file_keeps_its_permissions_and_only_old_leavings_are_cleaned_away() throws Exception {
        Files.setPosixFilePermissions(module, PosixFilePermissions.fromString("rw-r-----"));
        Path old = Files.createFile(dir.resolve(".a.wasm.1.wascc-tmp"));
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minusSeconds(7200)));
        Path fresh = Files.createFile(dir.resolve(".a.wasm.2.wascc-tmp"));
        assertThat(cli.run("sign", module, "-d", module, "--generate-keys").code())
                .isZero();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(module)))
                .isEqualTo("rw-r-----");
        assertThat(old).doesNotExist();
        assertThat(fresh).exists();
    }

    @Test
    void a_piece_of_a_seed_given_for_a_file_is_not_shown() {
        String seed = SigningKey.generate(KeyRole.ACCOUNT, new SecureRandom()).exposeSeed();
        for (String piece :
                new String[] {seed.substring(0, 40), seed.substring(20), seed.replace(seed.substring(8, 9), "-")}) {
            assertThat(cli.run("verify", piece).all()).contains("no such file").doesNotContain(seed.substring(26, 40));
            assertThat(cli.run("keys", "show", "env:X", piece).all()).doesNotContain(seed.substring(26, 40));
        }
    }

    @Test
    void a_shell_takes_the_completion_script() throws Exception {
        Process bash =
                new ProcessBuilder("bash", "-n").redirectErrorStream(true).start();
        bash.getOutputStream().write(cli.run("completion", "zsh").out().getBytes(StandardCharsets.UTF_8));
        bash.getOutputStream().close();
        assertThat(new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEmpty();
        assertThat(bash.waitFor()).isZero();
    }

    /** Whatever parameters the constructor has. */
}
