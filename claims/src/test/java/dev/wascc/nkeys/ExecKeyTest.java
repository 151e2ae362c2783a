package dev.wascc.nkeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs here are scripts of sh. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "SKIPPED: there is no sh")
@Timeout(60)
class ExecKeyTest {
    private static final SigningKey KEY = SigningKey.generate(KeyRole.ACCOUNT, new SecureRandom());
    private static final byte[] MESSAGE = "header.claims".getBytes(java.nio.charset.StandardCharsets.UTF_8);

    @TempDir
    Path dir;

    private String script(String publicKey, String sign) throws Exception {
        Path file = dir.resolve("my signer");
        Files.writeString(
                file, "#!/bin/sh\ncase $1 in\npublic-key)\n" + publicKey + "\n;;\nsign)\n" + sign + "\n;;\nesac\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        return "exec:'" + file + "'";
    }

    private String honest(String sign) throws Exception {
        return script("echo " + KEY.publicKey(), sign);
    }

    private static IssuerKey open(String reference) throws KeyAccessException {
        return KeyReference.parse(reference).open(KeyAccess.of(Map.of(), InputStream.nullInputStream()));
    }

    private static String message(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        Throwable[] thrown = new Throwable[1];
        assertThatThrownBy(call).isInstanceOf(KeyAccessException.class).satisfies(e -> thrown[0] = e);
        return String.valueOf(thrown[0].getMessage());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_program_signs_the_bytes_it_is_given_and_prints_base64_of_either_alphabet(boolean url) throws Exception {
        byte[] signature = KEY.sign(MESSAGE);
        String text = url
                ? Base64.getUrlEncoder().withoutPadding().encodeToString(signature)
                : Base64.getEncoder().encodeToString(signature);
        IssuerKey key = open(honest("cat > '" + dir + "/got'; echo " + text));
        assertThat(key.publicKey()).isEqualTo(KEY.publicKey());
        assertThat(IssuerKey.signature(key, MESSAGE)).isEqualTo(signature);
        assertThat(dir.resolve("got")).hasBinaryContent(MESSAGE);
        assertThat(key.seed()).isEmpty();
    }

    @Test
    void openssl_behind_ten_lines_of_sh_is_such_a_program() throws Exception {
        // The script of docs/keys.md with a local key in the place of the KMS.
        Path pem = dir.resolve("key.pem");
        Files.writeString(
                pem,
                "-----BEGIN PRIVATE KEY-----\n"
                        + Base64.getEncoder()
                                .encodeToString(concatenated("302e020100300506032b657004220420", KEY.copyOfSeed()))
                        + "\n-----END PRIVATE KEY-----\n");
        IssuerKey key = open(honest(
                "t=$(mktemp); cat > $t; openssl pkeyutl -sign -rawin -inkey '" + pem + "' -in $t | base64 -w0; rm $t"));
        assertThat(IssuerKey.signature(key, MESSAGE)).isEqualTo(KEY.sign(MESSAGE));
    }

    private static byte[] concatenated(String hex, byte[] end) {
        byte[] start = java.util.HexFormat.of().parseHex(hex);
        byte[] all = Arrays.copyOf(start, start.length + end.length);
        System.arraycopy(end, 0, all, start.length, end.length);
        return all;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "echo AAAA            | of the key did not print a public key",
                "true                 | printed 0 lines",
                "echo; echo           | printed 2 lines",
                "echo oh no >&2; false | ended with exit code 1: oh no",
                "exit 7               | ended with exit code 7",
                "head -c 5000 /dev/zero; sleep 20 | printed more than 4096 bytes",
                "printf 'one\\n\\033[2Jtwo\\n' >&2; exit 3 | ended with exit code 3: ?[2Jtwo"
            })
    void a_program_that_fails_is_an_error_that_says_how(String publicKey, String expected) throws Exception {
        String reference = script(publicKey, "true");
        assertThat(message(() -> open(reference)))
                .contains(expected)
                .contains("my signer")
                .doesNotContain("\n", "\u001b");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "echo 'not base64!'   | did not print base64",
                "echo AAAA            | 3 bytes that do not verify",
                "cat >/dev/null; head -c 64 /dev/zero / base64 -w0 | 64 bytes that do not verify",
                "echo 'no permission' >&2; exit 9 | asked to sign, ended with exit code 9: no permission"
            })
    void a_signature_that_is_none_is_not_used(String sign, String expected) throws Exception {
        IssuerKey key = open(honest(sign.replace(" / ", " | ")));
        assertThat(message(() -> IssuerKey.signature(key, MESSAGE))).contains(expected);
    }

    @Test
    void a_seed_that_a_program_prints_is_not_repeated() throws Exception {
        String seed = KEY.exposeSeed();
        for (String print : List.of("echo " + seed, "echo " + seed + " >&2; exit 1")) {
            String reference = script(print, "true");
            assertThatThrownBy(() -> open(reference)).satisfies(e -> {
                for (Throwable t = e; t != null; t = t.getCause()) {
                    assertThat(String.valueOf(t.getMessage())).doesNotContain(seed);
                }
            });
        }
        assertThatThrownBy(() -> KeyReference.parse("exec:signer --seed " + seed))
                .hasMessageContaining("known")
                .satisfies(e -> assertThat(String.valueOf(e.getMessage())).doesNotContain(seed));
    }

    @Test
    void a_program_that_hangs_is_killed_with_its_children() throws Exception {
        String reference = script("echo hm >&2; sleep 300 & echo $! > '" + dir + "/child'; wait", "true");
        Instant begun = Instant.now();
        assertThat(message(() -> ExecKey.open(reference, Duration.ofSeconds(2))))
                .contains("has not ended after 2 s, and was killed: hm");
        assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(15));
        long child = Long.parseLong(Files.readString(dir.resolve("child")).strip());
        ProcessHandle.of(child).ifPresent(left -> assertThat(left.onExit()).succeedsWithin(Duration.ofSeconds(10)));
    }

    @Test
    void a_program_that_leaves_an_agent_behind_has_ended_all_the_same() throws Exception {
        IssuerKey key = open(script("sleep 8 & echo " + KEY.publicKey(), "true"));
        assertThat(key.publicKey()).isEqualTo(KEY.publicKey());
    }

    @Test
    void a_message_larger_than_a_pipe_does_not_hang_a_program_that_reads_nothing() throws Exception {
        byte[] large = new byte[1 << 20];
        IssuerKey key = open(honest("echo " + Base64.getEncoder().encodeToString(KEY.sign(large))));
        assertThat(IssuerKey.signature(key, large)).hasSize(64);
    }

    @Test
    void a_program_that_is_not_there_is_an_error_and_its_arguments_are_not_shown() {
        assertThat(message(() -> open("exec:/no/such/program --token canary")))
                .contains("/no/such/program", "cannot be started")
                .doesNotContain("canary");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a b|a,b",
                "  a\tb  |a,b",
                "a 'b c' \"d 'e\"|a,b c,d 'e",
                "a''b \"\"|ab,",
                "C:\\x\\y.exe $HOME;rm|C:\\x\\y.exe,$HOME;rm"
            })
    void a_command_is_words_and_nothing_in_them_means_anything_to_a_shell(String command, String words)
            throws Exception {
        assertThat(String.join(",", CommandWords.of(command))).isEqualTo(words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "''", "a 'b"})
    void a_command_that_is_none_is_refused(String command) {
        assertThatThrownBy(() -> CommandWords.of(command)).isInstanceOf(KeyAccessException.class);
    }
}
