package dev.wascc.providers.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** {@code cc}, where there is one. */
final class CCompiler {
    private static final Path HERE = Path.of("").toAbsolutePath();
    /** Of the repository, whatever directory the build began in. */
    static final Path ROOT = Files.exists(HERE.resolve("native-abi")) ? HERE : HERE.getParent();

    private CCompiler() {}

    /** Skips the test aloud where there is no compiler; fails it in CI. */
    static void require() {
        boolean there = Stream.of(System.getenv("PATH").split(java.io.File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, "cc")));
        if (!there) {
            assertThat(System.getenv("CI")).as("cc is needed in CI").isNotEqualTo("true");
            System.err.println("SKIPPED: there is no cc, and native providers are not tested");
        }
        assumeTrue(there, "there is no cc");
    }

    static Path library(Path directory, String name, Path source, String... options)
            throws IOException, InterruptedException {
        Path library = directory.resolve("lib" + name + ".so");
        List<String> command = new ArrayList<>(List.of(
                "cc",
                "-shared",
                "-fPIC",
                "-Wall",
                "-Wextra",
                "-Werror",
                "-O2",
                "-pthread",
                "-I",
                ROOT.resolve("native-abi").toString()));
        command.addAll(List.of(options));
        command.addAll(List.of("-o", library.toString(), source.toString()));
        Process cc = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(cc.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(cc.waitFor()).as(said).isZero();
        return library;
    }
}
