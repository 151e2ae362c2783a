package dev.wascc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A key in a token of SoftHSM, from processes of their own: a library reads its environment when it is loaded. */
class TokenKeyTest {
    private static final String PIN = "canary-1234";

    @TempDir
    Path dir;

    private Cli cli;
    private Path module;

    @BeforeEach
    void prepare() throws Exception {
        Optional<Path> library = Stream.of(
                        "/usr/lib/softhsm/libsofthsm2.so",
                        "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
                        "/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so")
                .map(Path::of)
                .filter(Files::isRegularFile)
                .findFirst();
        boolean installed = library.isPresent() && Files.isExecutable(Path.of("/usr/bin/pkcs11-tool"));
        if (!installed) {
            assertThat(System.getenv("CI"))
                    .as("softhsm2 and opensc are missing, and CI is set")
                    .isNull();
            Assumptions.abort("SKIPPED: SoftHSM or OpenSC is missing; apt-get install softhsm2 opensc");
        }
        cli = new Cli(dir.resolve("keys"));
        module = Files.write(dir.resolve("a.wasm"), Cli.EMPTY_MODULE);
        Path configuration = dir.resolve("softhsm2.conf");
        Files.writeString(
                configuration,
                "directories.tokendir = " + Files.createDirectory(dir.resolve("tokens"))
                        + "\nobjectstore.backend = file\n");
        cli.environment.put("SOFTHSM2_CONF", configuration.toString());
        cli.environment.put("WASCC_PKCS11_MODULE", library.orElseThrow().toString());
        cli.environment.put("WASCC_PKCS11_PIN", PIN);
        tool("softhsm2-util", "--init-token", "--free", "--label", "build", "--pin", PIN, "--so-pin", "5678");
        tool(
                "pkcs11-tool",
                "--module",
                library.orElseThrow().toString(),
                "--token-label",
                "build",
                "--login",
                "--pin",
                PIN,
                "--keypairgen",
                "--key-type",
                "EC:edwards25519",
                "--label",
                "issuer",
                "--id",
                "01");
    }

    private void tool(String... command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(cli.environment);
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(out).isZero();
    }

    private Cli.Result run(Map<String, String> more, Object... args) throws Exception {
        ProcessBuilder builder = cli.process(args);
        builder.environment().putAll(more);
        builder.redirectError(dir.resolve("err").toFile());
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = process.waitFor();
        return new Cli.Result(code, out, Files.readString(dir.resolve("err")));
    }

    @Test
    void a_key_in_a_token_signs_a_module_that_is_trusted_by_its_public_key() throws Exception {
        String uri = "pkcs11:token=build;object=issuer";
        Cli.Result shown = run(Map.of(), "keys", "show", uri);
        String publicKey = shown.out().substring("Public key  ".length()).strip();
        Cli.Result signed = run(Map.of(), "sign", module, "-i", uri, "--generate-keys", "--keyvalue", "--debug");
        assertThat(signed.code()).as(signed.err()).isZero();
        assertThat(cli.run("verify", dir.resolve("a_s.wasm"), "--trust", publicKey)
                        .code())
                .isZero();
        assertThat(signed.all() + shown.all()).doesNotContain("canary");
    }

    @Test
    void what_is_wrong_ends_with_2_and_says_what_and_no_pin() throws Exception {
        String uri = "pkcs11:token=build;object=issuer";
        for (Cli.Result wrong : new Cli.Result[] {
            run(Map.of("WASCC_PKCS11_PIN", "canary-no"), "sign", module, "-i", uri, "--generate-keys", "--debug"),
            run(Map.of(), "sign", module, "-i", uri + "?pin-value=canary-1234", "--generate-keys", "--debug"),
            run(Map.of(), "sign", module, "-i", "pkcs11:token=build?pin-source=canary", "--generate-keys")
        }) {
            assertThat(wrong.code()).isEqualTo(2);
            assertThat(wrong.err()).contains("wascc: ").contains("PIN").doesNotContain("canary");
        }
        assertThat(dir.resolve("a_s.wasm")).doesNotExist();
    }
}
