package dev.wascc.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.dylibso.chicory.wabt.Wat2Wasm;
import dev.wascc.document.JsonTree;
import dev.wascc.nkeys.KeyRole;
import dev.wascc.nkeys.SigningKey;
import java.io.BufferedReader;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An actor on a provider in a jar, in a library that cc makes, and in a signed archive of that; and all that is refused. */
@Timeout(300)
class NativeProvidersTest {
    private static final Path HERE = Path.of("").toAbsolutePath();
    private static final Path ROOT = Files.exists(HERE.resolve("samples")) ? HERE : HERE.getParent();
    /** Asks sample:loud to shout "ok", and answers 200 with what it said. */
    private static final String WAT =
            """
            (module
            (import "wapc" "__guest_response" (func $response (param i32 i32)))
            (import "wapc" "__host_call" (func $call (param i32 i32 i32 i32 i32 i32 i32 i32) (result i32)))
            (import "wapc" "__host_response" (func $said (param i32)))
            (memory (export "memory") 1)
            (data (i32.const 0) "\\84\\aastatusCode\\cc\\c8\\a6status\\a2OK\\a6header\\80\\a4body\\c4\\02..")
            (data (i32.const 100) "defaultsample:loudShoutok")
            (func (export "__guest_call") (param i32 i32) (result i32)
              (if (i32.eqz (call $call (i32.const 100) (i32.const 7) (i32.const 107) (i32.const 11)
                                       (i32.const 118) (i32.const 5) (i32.const 123) (i32.const 2)))
                (then (return (i32.const 0))))
              (call $said (i32.const 39))
              (call $response (i32.const 0) (i32.const 41)) (i32.const 1)))
            """;

    private static final String SOMEBODY =
            SigningKey.generate(KeyRole.ACCOUNT, new SecureRandom()).publicKey().text();

    @TempDir
    Path dir;

    private Cli cli;
    private Process process;
    private String actor;

    @BeforeEach
    void sign() throws Exception {
        boolean there = Stream.of(System.getenv("PATH").split(java.io.File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, "cc")));
        if (!there) {
            assertThat(System.getenv("CI")).as("cc is needed in CI").isNotEqualTo("true");
            System.err.println("SKIPPED: there is no cc, and native providers are not tested");
        }
        assumeTrue(there, "there is no cc");
        cli = new Cli(dir.resolve("keys"));
        Path module = Files.write(dir.resolve("asks.wasm"), Wat2Wasm.parse(WAT));
        Cli.Result signed =
                cli.run("sign", module, "--http-server", "--cap", "sample:loud", "--generate-keys", "-o", "json");
        assertThat(signed.code()).as(signed.all()).isZero();
        actor = String.valueOf(((Map<?, ?>) JsonTree.read(signed.out())).get("module"));
    }

    @AfterEach
    void end() throws Exception {
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
    }

    private Path library() throws Exception {
        Path library = dir.resolve("libloud.so");
        Process cc = new ProcessBuilder(
                        "cc",
                        "-shared",
                        "-fPIC",
                        "-O2",
                        "-I",
                        ROOT.resolve("native-abi").toString(),
                        "-o",
                        library.toString(),
                        ROOT.resolve("samples/native-provider-c/loud.c").toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(cc.getInputStream().readAllBytes(), UTF_8);
        assertThat(cc.waitFor()).as(said).isZero();
        return library;
    }

    private Path jar() throws Exception {
        Path classes = Files.createDirectories(dir.resolve("classes"));
        assertThat(ToolProvider.getSystemJavaCompiler()
                        .run(
                                null,
                                null,
                                null,
                                "-d",
                                classes.toString(),
                                "-proc:none",
                                "-cp",
                                System.getProperty("java.class.path"),
                                ROOT.resolve(
                                                "samples/jar-provider/src/main/java/dev/wascc/samples/loud/LoudProvider.java")
                                        .toString()))
                .isZero();
        Path jar = dir.resolve("loud.jar");
        try (OutputStream out = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            String name = "dev/wascc/samples/loud/LoudProvider.class";
            zip.putNextEntry(new ZipEntry(name));
            zip.write(Files.readAllBytes(classes.resolve(name)));
            zip.putNextEntry(new ZipEntry("META-INF/services/dev.wascc.provider.CapabilityProvider"));
            zip.write("dev.wascc.samples.loud.LoudProvider".getBytes(UTF_8));
        }
        return jar;
    }

    private Path archive(String capability) throws Exception {
        Path archive = dir.resolve("loud.par");
        Cli.Result created = cli.run(
                "par",
                "create",
                archive,
                "--binary",
                library(),
                "--arch",
                target(),
                "--capid",
                capability,
                "--vendor",
                "Acme",
                "--name",
                "Loud",
                "--generate-keys");
        assertThat(created.code()).as(created.all()).isZero();
        return archive;
    }

    private static String target() {
        return System.getProperty("os.arch").replace("amd64", "x86_64") + "-linux";
    }

    private Path manifest(Path provider, String... more) throws Exception {
        StringBuilder entry = new StringBuilder("  - path: " + provider.getFileName() + "\n");
        Stream.of(more).forEach(line -> entry.append("    ").append(line).append('\n'));
        return Files.writeString(
                dir.resolve("manifest.yaml"),
                """
                actors: [asks_s.wasm]
                capabilities:
                %sbindings:
                  - { actor: %s, capability: "sample:loud", values: {} }
                  - { actor: %s, capability: "wascc:http_server", values: { PORT: "0" } }
                """
                        .formatted(entry, actor, actor));
    }

    private Cli.Result refused(Path manifest, Object... options) {
        List<Object> args = new ArrayList<>(List.of("run", manifest));
        args.addAll(List.of(options));
        Cli.Result result = cli.run(args.toArray());
        assertThat(result.code()).as(result.all()).isNotZero();
        return result;
    }

    private String served(Path manifest, Object... options) throws Exception {
        end();
        List<Object> args = new ArrayList<>(List.of("run", manifest));
        args.addAll(List.of(options));
        Path err = dir.resolve("err.txt");
        process = cli.process(args.toArray()).redirectError(err.toFile()).start();
        BufferedReader out = process.inputReader();
        String line = out.readLine();
        assertThat(line).as(Files.readString(err)).isNotNull();
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(line.replaceAll("^.*  ", "")))
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }

    private static String sha256(Path file) throws Exception {
        return Modules.sha256(Files.readAllBytes(file));
    }

    @Test
    void a_jar_serves_an_actor_where_it_is_allowed() throws Exception {
        Path jar = jar();
        assertThat(refused(manifest(jar)).err()).contains("loud.jar cannot be loaded", "--allow-native");
        assertThat(served(manifest(jar, "sha256: " + sha256(jar)), "--allow-native"))
                .isEqualTo("OK");
        Path other = manifest(jar, "sha256: \"" + "0".repeat(64) + "\"");
        assertThat(refused(other, "--allow-native").err()).contains("is not the one that the manifest asks for");
    }

    @Test
    void a_library_serves_an_actor_where_its_digest_is_listed() throws Exception {
        Path library = library();
        Path manifest = manifest(library);
        assertThat(refused(manifest).err()).contains("libloud.so cannot be loaded", "--allow-native");
        assertThat(refused(manifest, "--allow-native", "--native-digest", "0".repeat(64))
                        .err())
                .contains("its SHA-256 is " + sha256(library), "no --native-digest lists");
        assertThat(refused(manifest, "--allow-native", "--native-digest", "abc").err())
                .contains("64 hexadecimal digits");
        assertThat(served(manifest, "--allow-native", "--native-digest", sha256(library)))
                .isEqualTo("OK");
    }

    @Test
    void an_archive_serves_an_actor_and_gives_no_library_once_it_was_changed() throws Exception {
        Path archive = archive("sample:loud");
        Path manifest = manifest(archive);
        assertThat(refused(manifest).err()).contains("loud.par cannot be loaded", "--allow-native");
        assertThat(served(manifest, "--allow-native")).isEqualTo("OK");
        byte[] bytes = Files.readAllBytes(archive);
        bytes[bytes.length - 2000] ^= 1;
        Files.write(archive, bytes);
        Cli.Result changed = refused(manifest, "--allow-native");
        assertThat(changed.code()).as(changed.all()).isEqualTo(12);
        assertThat(changed.err()).contains("WASCC-A002", "was changed after the archive was signed");
    }

    @Test
    void an_archive_is_refused_by_trust_by_what_its_library_provides_and_by_its_targets() throws Exception {
        Path archive = archive("sample:loud");
        Cli.Result untrusted = refused(manifest(archive), "--allow-native", "--trust", SOMEBODY);
        assertThat(untrusted.err()).contains("WASCC-S007");
        Path other = archive("sample:quiet");
        assertThat(refused(manifest(other), "--allow-native").err())
                .contains(
                        "is signed for the capability sample:quiet, but its library says that it provides sample:loud");
        Path foreign = dir.resolve("foreign.par");
        assertThat(cli.run(
                                "par",
                                "create",
                                foreign,
                                "--binary",
                                dir.resolve("libloud.so"),
                                "--arch",
                                "sparc-solaris",
                                "--capid",
                                "sample:loud",
                                "--vendor",
                                "Acme",
                                "--name",
                                "Loud")
                        .code())
                .isZero();
        assertThat(refused(manifest(foreign), "--allow-native").err())
                .contains("No binary found in provider archive for " + target(), "sparc-solaris");
    }

    @Test
    void archives_are_made_shown_grown_and_verified() throws Exception {
        Path archive = archive("sample:loud");
        Cli.Result inspected = cli.run("par", "inspect", archive);
        assertThat(inspected.out())
                .contains(
                        "Loud - Provider",
                        "Acme",
                        target() + "  ",
                        sha256(dir.resolve("libloud.so")).toUpperCase(java.util.Locale.ROOT));
        assertThat(inspected.code()).isZero();
        Path more = dir.resolve("more.par.gz");
        Cli.Result inserted = cli.run(
                "par",
                "insert",
                archive,
                "--dest",
                more,
                "--arch",
                "aarch64-macos",
                "--binary",
                dir.resolve("libloud.so"),
                "--rev",
                "2",
                "-o",
                "json");
        assertThat(inserted.code()).as(inserted.all()).isZero();
        Map<?, ?> row = (Map<?, ?>)
                JsonTree.read(cli.run("par", "inspect", more, "-o", "json").out());
        assertThat(String.valueOf(row.get("rev"))).isEqualTo("2");
        assertThat(row.get("name")).isEqualTo("Loud");
        assertThat((List<?>) row.get("libraries")).hasSize(2);
        Cli.Result verified = cli.run("par", "verify", archive, more);
        assertThat(verified.code()).as(verified.all()).isZero();
        assertThat(verified.out()).contains("loud.par  OK    Loud", "more.par.gz  OK    Loud");
        Cli.Result untrusted = cli.run("par", "verify", archive, "--trust", SOMEBODY);
        assertThat(untrusted.code()).isEqualTo(12);
        assertThat(cli.run("par", "verify", dir.resolve("none.par")).code()).isEqualTo(11);
        Cli.Result other = cli.run("par", "verify", dir.resolve("libloud.so"));
        assertThat(other.code()).isEqualTo(15);
        assertThat(other.all()).contains("WASCC-A001");
    }
}
