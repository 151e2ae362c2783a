package dev.wascc.gate.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wascc.claims.ActorModule;
import dev.wascc.claims.archive.ProviderArchive;
import dev.wascc.document.JsonTree;
import dev.wascc.gate.Policy;
import dev.wascc.gate.RevisionLock;
import dev.wascc.gate.RevisionLockFuzz;
import dev.wascc.gate.provenance.BuildRun;
import dev.wascc.gate.provenance.Material;
import dev.wascc.gate.provenance.Provenance;
import dev.wascc.gate.provenance.SourceTree;
import dev.wascc.gate.provenance.Subject;
import dev.wascc.gate.use.UseTrace;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Runs the targets with Jazzer, from seeds that are real files: docs/fuzzing.md. */
@Execution(ExecutionMode.SAME_THREAD)
class FuzzTest {
    private static final Path FUZZ = Path.of("src/test/resources/fuzz");
    private static final Path VECTORS = Path.of("../claims/src/test/resources/vectors/wascap");

    private static final Path CORPUS = Path.of("../conformance");

    @TempDir
    static Path seeds;

    @BeforeAll
    static void real_files_are_the_seeds() throws Exception {
        for (String kind : List.of("policy", "lock", "trace")) {
            copy(FUZZ.resolve(kind), seeds.resolve(kind));
        }
        copy(CORPUS.resolve("policies"), seeds.resolve("policy"));
        copy(CORPUS.resolve("traces"), seeds.resolve("trace"));
        copy(VECTORS.resolve("signed"), seeds.resolve("module"));
        copy(VECTORS.resolve("negative"), seeds.resolve("module"));
        Files.createDirectories(seeds.resolve("token"));
        try (Stream<Path> modules = Files.list(VECTORS.resolve("signed"))) {
            for (Path file :
                    modules.filter(file -> file.toString().contains("hello.")).toList()) {
                String token = ActorModule.read(file).token().orElseThrow().text();
                write("token/whole-" + file.getFileName(), (byte) 0, token.getBytes(StandardCharsets.UTF_8));
                write(
                        "token/claims-" + file.getFileName(),
                        (byte) 1,
                        Base64.getUrlDecoder().decode(token.split("\\.")[1]));
            }
        }
        archives();
        Files.createDirectories(seeds.resolve("attestation"));
        try (Stream<Path> bundles = Files.list(CORPUS.resolve("attestations"))) {
            for (Path file : bundles.toList()) {
                write("attestation/" + file.getFileName(), (byte) 0, Files.readAllBytes(file));
            }
        }
        write("attestation/statement", (byte) 1, provenance().statement().getBytes(StandardCharsets.UTF_8));
        write(
                "attestation/envelope",
                (byte) 0,
                "{\"payloadType\":\"a\",\"payload\":\"\",\"signatures\":[{\"sig\":\"\"}]}"
                        .getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void seeds_of_documents_are_in_order() throws Exception {
        assertThat(Policy.read(FUZZ.resolve("policy/full.yaml")).issuers()).hasSize(1);
        assertThat(Policy.read(FUZZ.resolve("policy/small.json")).issuers()).hasSize(1);
        assertThat(RevisionLock.read(FUZZ.resolve("lock/two.yaml"))
                        .orElseThrow()
                        .entries())
                .hasSize(1);
        assertThat(UseTrace.read(FUZZ.resolve("trace/one.json")).actors()).hasSize(1);
    }

    @Test
    void readers_throw_nothing_but_what_they_document() throws Exception {
        List<Jazzer> runs = Stream.of(
                        run(PolicyFuzz.class, "policy"),
                        run(TokenFuzz.class, "token"),
                        run(ModuleFuzz.class, "module"),
                        run(RevisionLockFuzz.class, "lock"),
                        run(UseTraceFuzz.class, "trace"),
                        run(AttestationFuzz.class, "attestation"),
                        run(ArchiveFuzz.class, "archive"))
                .filter(Jazzer::wanted)
                .toList();
        assertThat(Jazzer.failures(runs)).isEmpty();
    }

    private static Jazzer run(Class<?> target, String kind) {
        return new Jazzer(target, seeds.resolve(kind), FUZZ.resolve("words/" + kind + ".dict"));
    }

    private static Provenance provenance() {
        return Provenance.of(
                List.of(new Subject("a_s.wasm", "ab".repeat(32), "cd".repeat(32), "MACTOR")),
                "wascc attest",
                new SourceTree("https://github.com/acme/greeter", "01".repeat(20), SourceTree.State.MODIFIED),
                List.of(new Material(null, "pkg:maven/org.acme/lib@1.0?type=jar", "01".repeat(32))),
                new BuildRun(
                        "https://ci.acme.org",
                        "https://ci.acme.org/17",
                        Instant.parse("2026-11-24T12:00:00Z"),
                        Instant.parse("2026-11-24T12:00:05Z")));
    }

    /** The one that the crate wrote, and the same in the two other forms. */
    private static void archives() throws Exception {
        Files.createDirectories(seeds.resolve("archive"));
        Object vector = ((Map<?, ?>) JsonTree.read(Files.readString(VECTORS.resolve("../par.json"))))
                .get("par_0.1.2_tar_base64");
        byte[] tar = Base64.getDecoder().decode(String.valueOf(vector));
        write("archive/tar", (byte) 0, tar);
        write("archive/tar-put-right", (byte) 1, tar);
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(gzip)) {
            out.write(tar);
        }
        write("archive/gzip", (byte) 0, gzip.toByteArray());
        ByteArrayOutputStream zip = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(zip)) {
            out.putNextEntry(new ZipEntry("claims.jwt"));
            out.write(ProviderArchive.of(tar).token().orElseThrow().text().getBytes(StandardCharsets.US_ASCII));
            out.putNextEntry(new ZipEntry("x86_64-linux.bin"));
            out.write("lib1".getBytes(StandardCharsets.US_ASCII));
        }
        write("archive/zip", (byte) 0, zip.toByteArray());
    }

    private static void copy(Path from, Path to) throws Exception {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName().toString()));
            }
        }
    }

    private static void write(String name, byte kind, byte[] rest) throws Exception {
        byte[] whole = new byte[rest.length + 1];
        whole[0] = kind;
        System.arraycopy(rest, 0, whole, 1, rest.length);
        Files.write(seeds.resolve(name), whole);
    }
}
