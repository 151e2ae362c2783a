package dev.wascc.keys.pkcs11;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** SoftHSM with tokens of its own, in the directory that SOFTHSM2_CONF names; the POM sets it, as a library reads it when it is loaded. */
final class SoftToken {
    static final String PIN = "canary-1234";
    private static final List<String> LIBRARIES = List.of(
            "/usr/lib/softhsm/libsofthsm2.so",
            "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
            "/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so",
            "/usr/lib64/pkcs11/libsofthsm2.so",
            "/opt/homebrew/lib/softhsm/libsofthsm2.so");

    private final Path library;

    private SoftToken(Path library) {
        this.library = library;
    }

    /** Skips the test aloud where SoftHSM or OpenSC are missing, and fails there when CI is set. */
    static SoftToken prepare() throws Exception {
        Optional<Path> library =
                LIBRARIES.stream().map(Path::of).filter(Files::isRegularFile).findFirst();
        String missing = library.isEmpty()
                ? "SoftHSM (package softhsm2)"
                : Stream.of("softhsm2-util", "pkcs11-tool")
                        .filter(program -> !onPath(program))
                        .findFirst()
                        .orElse("");
        if (missing.isEmpty() && System.getenv("SOFTHSM2_CONF") == null) {
            missing = "the variable SOFTHSM2_CONF, which the POM sets";
        }
        if (!missing.isEmpty()) {
            assertThat(System.getenv("CI"))
                    .as(missing + " is missing, and CI is set")
                    .isNull();
            Assumptions.abort("SKIPPED: " + missing + " is missing; apt-get install softhsm2 opensc");
        }
        Path configuration = Path.of(System.getenv("SOFTHSM2_CONF"));
        Path tokens = configuration.resolveSibling("tokens");
        if (Files.isDirectory(tokens)) {
            try (Stream<Path> old = Files.walk(tokens)) {
                for (Path file : old.sorted(java.util.Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        Files.createDirectories(tokens);
        Files.writeString(
                configuration,
                "directories.tokendir = " + tokens + "\nobjectstore.backend = file\nlog.level = ERROR\n");
        return new SoftToken(library.orElseThrow());
    }

    private static boolean onPath(String program) {
        return Stream.of(System.getenv("PATH").split(java.io.File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }

    Path library() {
        return library;
    }

    void initialize(String label) throws Exception {
        run("softhsm2-util", "--init-token", "--free", "--label", label, "--pin", PIN, "--so-pin", "5678");
    }

    void tool(String token, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                "pkcs11-tool", "--module", library.toString(), "--token-label", token, "--login", "--pin", PIN));
        command.addAll(List.of(arguments));
        run(command.toArray(String[]::new));
    }

    void keyPair(String token, String type, String label, String id) throws Exception {
        tool(token, "--keypairgen", "--key-type", type, "--label", label, "--id", id);
    }

    static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(out).isZero();
        return out;
    }
}
