package dev.wascc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys behind a passphrase, wherever a key is asked for. */
class EncryptedKeyTest {
    private static final String CANARY = "canary-passphrase";

    @TempDir
    Path dir;

    private Cli cli;
    private Path module;
    private Path key;

    @BeforeEach
    void prepare() throws IOException {
        cli = new Cli(dir.resolve("keys"));
        cli.environment.put("WASCC_PASSPHRASE", CANARY);
        module = Files.write(dir.resolve("a.wasm"), Cli.EMPTY_MODULE);
        key = dir.resolve("k.nk");
        assertThat(cli.run("keys", "gen", "account", "--encrypt", "--out", key).code())
                .isZero();
    }

    private Cli.Result sign(Object... more) {
        Object[] args = new Object[more.length + 5];
        System.arraycopy(new Object[] {"sign", module, "--issuer", key, "--generate-keys"}, 0, args, 0, 5);
        System.arraycopy(more, 0, args, 5, more.length);
        return cli.run(args);
    }

    @Test
    void an_encrypted_key_signs_shows_and_makes_tokens() {
        String publicKey = cli.run("keys", "show", key)
                .out()
                .substring("Public key  ".length())
                .strip();
        assertThat(sign("-o", "json").out()).contains(publicKey);
        assertThat(cli.run("verify", dir.resolve("a_s.wasm"), "--trust", publicKey)
                        .code())
                .isZero();
        assertThat(cli.run("token", "actor", "--name", "a", "-i", key, "--generate-keys")
                        .code())
                .isZero();
        assertThat(cli.run("keys", "show", key, "--show-seed").out()).contains("\nSeed        SA");
    }

    @Test
    void without_the_passphrase_or_with_a_wrong_one_nothing_is_signed_and_nothing_is_told() throws Exception {
        cli.environment.put("WASCC_PASSPHRASE", CANARY + "x");
        Cli.Result wrong = sign("--debug");
        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.err()).contains("the passphrase is not the right one").doesNotContain(CANARY);
        cli.environment.remove("WASCC_PASSPHRASE");
        assertThat(sign().err()).contains("WASCC_PASSPHRASE").contains("--passphrase");
        assertThat(dir.resolve("a_s.wasm")).doesNotExist();
        cli.environment.put("ELSEWHERE", CANARY);
        assertThat(sign("--passphrase", "env:ELSEWHERE").code()).isZero();
    }

    @Test
    void a_passphrase_on_the_command_line_is_refused_and_not_repeated() {
        Cli.Result refused = sign("--passphrase", CANARY, "--debug");
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.all()).contains("take it for known to others").doesNotContain(CANARY);
    }

    @Test
    void a_plain_key_is_encrypted_in_place_and_stays_the_same_key() throws Exception {
        Path plain = dir.resolve("plain.nk");
        Cli.Result made = cli.run("keys", "gen", "module", "--out", plain);
        String seed = Files.readString(plain);
        Path link = Files.createSymbolicLink(dir.resolve("link.nk"), plain);
        Cli.Result encrypted = cli.run("keys", "encrypt", link);
        assertThat(encrypted.code()).as(encrypted.err()).isZero();
        assertThat(encrypted.all()).doesNotContain(CANARY, seed);
        assertThat(encrypted.out().lines().findFirst())
                .isEqualTo(made.out().lines().findFirst());
        assertThat(link).isSymbolicLink();
        assertThat(Files.readString(plain)).doesNotContain(seed).contains("ENCRYPTED PRIVATE KEY");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(plain)))
                .isEqualTo("rw-------");
        assertThat(cli.run("keys", "show", plain, "--show-seed").out()).contains(seed);
        assertThat(cli.run("keys", "encrypt", plain).err()).contains("encrypted already");
    }

    @Test
    void a_key_stays_as_it_was_where_there_is_no_passphrase_to_encrypt_it_with() throws Exception {
        Path plain = dir.resolve("plain.nk");
        cli.run("keys", "gen", "module", "--out", plain);
        byte[] before = Files.readAllBytes(plain);
        cli.environment.remove("WASCC_PASSPHRASE");
        assertThat(cli.run("keys", "encrypt", plain).code()).isEqualTo(2);
        assertThat(plain).hasBinaryContent(before);
        assertThat(cli.run("keys", "gen", "--encrypt", "--out", dir.resolve("none.nk"))
                        .code())
                .isEqualTo(2);
        assertThat(dir.resolve("none.nk")).doesNotExist();
        assertThat(cli.run("keys", "encrypt", dir.resolve("none.nk")).code()).isEqualTo(11);
    }

    @Test
    void encrypted_keys_are_listed_without_the_passphrase() throws Exception {
        cli.run("keys", "gen", "account", "--encrypt", "--name", "ana");
        cli.environment.remove("WASCC_PASSPHRASE");
        assertThat(cli.run("keys", "list").out()).matches("A[A-Z2-7]{55}  .*ana_account.nk  \\(encrypted\\)\n");
        assertThat(cli.run("keys", "list", "-o", "json").out()).contains("\"encrypted\" : true");
    }

    /** A terminal of its own, which needs script(1); the passphrase is typed and must not be echoed. */
    @Test
    void a_person_at_a_terminal_is_asked_and_what_is_typed_is_not_shown() throws Exception {
        Assumptions.assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/script")) || "true".equals(System.getenv("CI")),
                "SKIPPED: there is no /usr/bin/script of util-linux to make a terminal");
        ProcessBuilder inner = cli.process("keys", "show", key);
        String command = String.join(
                " ", inner.command().stream().map(word -> "'" + word + "'").toList());
        ProcessBuilder builder = new ProcessBuilder("script", "-qec", command, "/dev/null").redirectErrorStream(true);
        builder.environment().remove("CI");
        builder.environment().remove("WASCC_PASSPHRASE");
        builder.environment().put("TERM", "xterm");
        Process process = builder.start();
        StringBuilder shown = new StringBuilder();
        while (shown.indexOf(": ") < 0) {
            int next = process.getInputStream().read();
            assertThat(next).as(shown.toString()).isNotNegative();
            shown.append((char) next);
        }
        process.getOutputStream().write((CANARY + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
        shown.append(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        assertThat(process.waitFor()).as(shown.toString()).isZero();
        assertThat(shown.toString()).contains("Passphrase of", "Public key  A").doesNotContain(CANARY);
    }
}
