package dev.wascc.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wascc.claims.TrustPolicy;
import dev.wascc.gate.CheckedFile;
import dev.wascc.gate.Gate;
import dev.wascc.gate.GateRun;
import dev.wascc.gate.ModuleSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.artifact.DefaultArtifact;
import org.apache.maven.artifact.handler.DefaultArtifactHandler;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DependencyModulesTest {
    private static final int CENTRAL_HEADER = 0x02014b50;
    private static final int UNPACKED_SIZE = 24;

    @TempDir
    Path directory;

    @Test
    void a_module_is_named_by_its_coordinates_and_those_in_an_archive_by_their_entry_too() throws Exception {
        Path wasm = Files.write(directory.resolve("a.wasm"), new byte[8]);
        assertThat(names(artifact("wasm", "signed", wasm))).containsExactly("com.acme:actors:wasm:signed:1.0");
        Path jar = jar("META-INF/MANIFEST.MF", "x/a.wasm", "x/B.WASM", "wasm", "x.wasm/");
        assertThat(names(artifact("jar", null, jar)))
                .containsExactlyInAnyOrder("com.acme:actors:jar:1.0!/x/a.wasm", "com.acme:actors:jar:1.0!/x/B.WASM");
        assertThat(DependencyModules.of(artifact("jar", null, jar), false)).isEmpty();
        assertThat(DependencyModules.of(artifact("wasm", null, wasm), false)).hasSize(1);
    }

    @Test
    void a_module_of_the_same_build_may_be_a_directory() throws Exception {
        Files.createDirectories(directory.resolve("classes/x"));
        Files.write(directory.resolve("classes/x/a.wasm"), new byte[8]);
        assertThat(names(artifact("jar", null, directory.resolve("classes"))))
                .containsExactly("com.acme:actors:jar:1.0!/x/a.wasm");
    }

    @Test
    void what_cannot_be_looked_into_is_never_passed_over() throws Exception {
        Path broken = Files.writeString(directory.resolve("broken.jar"), "no archive");
        assertThatThrownBy(() -> DependencyModules.of(artifact("jar", null, broken), true))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("the dependency com.acme:actors:jar:1.0 cannot be looked into: ")
                .hasMessageContaining("exclude it by name");
        assertThatThrownBy(() -> DependencyModules.of(artifact("wasm", null, null), true))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("was not resolved");
    }

    @Test
    void two_entries_of_one_name_are_refused_as_readers_differ_in_which_they_take() throws Exception {
        byte[] twice = Files.readAllBytes(jar("a.wasm", "b.wasm"));
        byte[] same = new String(twice, StandardCharsets.ISO_8859_1)
                .replace("b.wasm", "a.wasm")
                .getBytes(StandardCharsets.ISO_8859_1);
        Path jar = Files.write(directory.resolve("twice.jar"), same);
        assertThatThrownBy(() -> DependencyModules.of(artifact("jar", null, jar), true))
                .hasMessageContaining("two of its entries are called a.wasm");
    }

    @Test
    void an_archive_that_says_it_is_a_bomb_is_refused_unopened() throws Exception {
        Path jar = sized(jar("a.wasm"), Integer.MAX_VALUE);
        assertThatThrownBy(() -> DependencyModules.of(artifact("jar", null, jar), true))
                .hasMessageContaining("larger than 1024 MiB together");
    }

    @Test
    void an_archive_that_lies_about_it_gives_no_more_than_it_says() throws Exception {
        Path jar = sized(jar("a.wasm"), 4);
        List<ModuleSource> modules = DependencyModules.of(artifact("jar", null, jar), true);
        CheckedFile checked = new GateRun(
                        Gate.trusting(TrustPolicy.integrityOnly(), Clock.systemUTC()), Clock.systemUTC())
                .of(modules)
                .files()
                .get(0);
        assertThat(checked.passed()).isFalse();
        assertThat(checked.error()).contains("larger than the archive says");
    }

    @Test
    void patterns_are_of_group_and_artifact() throws Exception {
        Artifact artifact = artifact("jar", null, null);
        for (String pattern : List.of("com.acme:actors", "com.*:a*", "*:*")) {
            assertThat(ArtifactPatterns.of(List.of(pattern), "includes").matches(artifact))
                    .isTrue();
        }
        ArtifactPatterns others = ArtifactPatterns.of(List.of("comXacme:actors", "com.acme:actor", "*:x"), "includes");
        assertThat(others.matches(artifact)).isFalse();
        assertThat(others.matchingNone(List.of(artifact))).hasSize(3);
        for (String none : List.of("com.acme", "", "a:b:c", "a:(b", "a: b")) {
            assertThatThrownBy(() -> ArtifactPatterns.of(List.of(none), "includes"))
                    .isInstanceOf(MojoFailureException.class);
        }
    }

    private static List<String> names(Artifact artifact) throws IOException {
        return DependencyModules.of(artifact, true).stream()
                .map(ModuleSource::name)
                .toList();
    }

    private static Artifact artifact(String type, String classifier, Path file) {
        Artifact artifact = new DefaultArtifact(
                "com.acme", "actors", "1.0", "compile", type, classifier, new DefaultArtifactHandler(type));
        artifact.setFile(file == null ? null : file.toFile());
        return artifact;
    }

    private Path jar(String... names) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (String name : names) {
                zip.putNextEntry(new ZipEntry(name));
                if (!name.endsWith("/")) {
                    zip.write(new byte[1000]);
                }
            }
        }
        return Files.write(Files.createTempFile(directory, "a", ".jar"), bytes.toByteArray());
    }

    /** The archive with another size in its directory (APPNOTE.TXT, 4.3.12). */
    private Path sized(Path jar, int size) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(jar)).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at < bytes.limit() - 4; at++) {
            if (bytes.getInt(at) == CENTRAL_HEADER) {
                bytes.putInt(at + UNPACKED_SIZE, size);
            }
        }
        return Files.write(jar, bytes.array());
    }
}
