package dev.wascc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wascc.nkeys.KeyRole;
import dev.wascc.nkeys.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Keys behind a program. The program is the one of docs/keys.md, with openssl for the KMS. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "SKIPPED: there is no sh")
class ExternalKeyTest {
    @TempDir
    Path dir;

    private final SigningKey key = SigningKey.generate(KeyRole.ACCOUNT, new SecureRandom());
    private Cli cli;
    private Path module;
    private Path seed;

    @BeforeEach
    void prepare() throws IOException {
        Assumptions.assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/openssl")) || "true".equals(System.getenv("CI")),
                "SKIPPED: there is no /usr/bin/openssl");
        cli = new Cli(dir.resolve("keys"));
        module = Files.write(dir.resolve("a.wasm"), Cli.EMPTY_MODULE);
        seed = Files.writeString(dir.resolve("k.nk"), key.exposeSeed());
        Files.setPosixFilePermissions(seed, PosixFilePermissions.fromString("rw-------"));
    }

    private String program(SigningKey signs) throws Exception {
        byte[] der = HexFormat.of()
                .parseHex("302e020100300506032b657004220420" + HexFormat.of().formatHex(rawSeed(signs)));
        Files.writeString(
                dir.resolve("pem"),
                "-----BEGIN PRIVATE KEY-----\n" + Base64.getEncoder().encodeToString(der)
                        + "\n-----END PRIVATE KEY-----\n");
        Path script = dir.resolve("kms.sh");
        Files.writeString(
                script,
                """
                #!/bin/sh
                set -eu
                case "$1" in
                public-key) echo %s ;;
                sign)
                  message=$(mktemp); trap 'rm -f "$message"' EXIT; cat > "$message"
                  openssl pkeyutl -sign -rawin -inkey %s -in "$message" | base64 -w0 ;;
                esac
                """
                        .formatted(key.publicKey(), dir.resolve("pem")));
        return "exec:sh " + script;
    }

    /** From the text of the seed: 2 bytes of prefix, 32 of the seed, 2 of checksum, in base32. */
    private static byte[] rawSeed(SigningKey key) {
        java.math.BigInteger bits = java.math.BigInteger.ZERO;
        for (char c : key.exposeSeed().toCharArray()) {
            bits = bits.shiftLeft(5).add(java.math.BigInteger.valueOf("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(c)));
        }
        byte[] all = bits.shiftRight(2).toByteArray();
        return java.util.Arrays.copyOfRange(all, all.length - 34, all.length - 2);
    }

    @Test
    void a_program_signs_byte_for_byte_what_the_seed_signs() throws Exception {
        String subject = SigningKey.generate(KeyRole.MODULE, new SecureRandom())
                .publicKey()
                .text();
        for (String[] issuer : new String[][] {{seed.toString(), "seed.wasm"}, {program(key), "kms.wasm"}}) {
            Cli.Result signed = cli.run(
                    "sign", module, "-i", issuer[0], "-s", subject, "--iat", "1000", "-d", dir.resolve(issuer[1]));
            assertThat(signed.code()).as(signed.err()).isZero();
        }
        assertThat(dir.resolve("kms.wasm")).hasSameBinaryContentAs(dir.resolve("seed.wasm"));
    }

    @Test
    void such_a_key_is_shown_makes_tokens_and_has_no_seed_to_show() throws Exception {
        String program = program(key);
        assertThat(cli.run("keys", "show", program).out()).isEqualTo("Public key  " + key.publicKey() + "\n");
        assertThat(cli.run("keys", "show", program, "--show-seed").code()).isEqualTo(2);
        assertThat(cli.run("token", "actor", "-n", "a", "-i", program, "--generate-keys")
                        .code())
                .isZero();
    }

    @Test
    void a_program_that_signs_with_another_key_signs_nothing() throws Exception {
        String program = program(SigningKey.generate(KeyRole.ACCOUNT, new SecureRandom()));
        Cli.Result refused = cli.run("sign", module, "-i", program, "--generate-keys");
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains("64 bytes that do not verify").hasLineCount(2);
        assertThat(dir.resolve("a_s.wasm")).doesNotExist();
    }

    @Test
    void a_program_that_stops_signing_ends_the_call_and_what_was_signed_is_reported() throws Exception {
        Path other = Files.write(dir.resolve("b.wasm"), Cli.EMPTY_MODULE);
        String program = program(key);
        Path script = dir.resolve("kms.sh");
        Files.writeString(script, Files.readString(script).replace("sign)", "sign) mkdir " + dir + "/once;"));
        Cli.Result result = cli.run(
                "sign",
                module,
                other,
                "-d",
                Files.createDirectory(dir.resolve("out")),
                "-i",
                program,
                "--generate-keys",
                "-o",
                "json");
        assertThat(result.code()).isEqualTo(2);
        assertThat(dir.resolve("out/a.wasm")).exists();
        assertThat(dir.resolve("out/b.wasm")).doesNotExist();
        assertThat(result.out()).contains("out/a.wasm", "b.wasm", "File exists");
        assertThat(result.err()).contains("b.wasm was not signed", "asked to sign, ended with exit code");
    }

    @Test
    void the_nkey_of_a_pem_that_a_service_gives_out_is_shown() throws Exception {
        program(key);
        Path publicPem = dir.resolve("public.pem");
        Process openssl = new ProcessBuilder(
                        "openssl",
                        "pkey",
                        "-in",
                        dir.resolve("pem").toString(),
                        "-pubout",
                        "-out",
                        publicPem.toString())
                .start();
        assertThat(openssl.waitFor()).isZero();
        assertThat(cli.run("keys", "show", publicPem).out()).isEqualTo("Public key  " + key.publicKey() + "\n");
        assertThat(cli.run("keys", "show", publicPem, "--role", "module").out())
                .startsWith("Public key  M" + key.publicKey().text().substring(1, 10));
        assertThat(cli.run("keys", "show", publicPem, "--show-seed").code()).isEqualTo(2);
        assertThat(cli.run("sign", module, "-i", publicPem, "--generate-keys").code())
                .isEqualTo(2);
        Files.writeString(publicPem, Files.readString(publicPem).replace("MCowBQYDK2Vw", "MCowBQYDK2Vx"));
        assertThat(cli.run("keys", "show", publicPem).err()).contains("no public key of Ed25519");
    }
}
