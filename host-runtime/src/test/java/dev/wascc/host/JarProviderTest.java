package dev.wascc.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.wascc.nkeys.SigningKey;
import dev.wascc.provider.Binding;
import dev.wascc.provider.CapabilityProvider;
import dev.wascc.providers.library.LibraryProvider;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Jars that javac makes here: the sample's sources, and providers that do harm. */
@Timeout(60)
class JarProviderTest {
    private static final String LOUD = "sample:loud";
    private static final Path HERE = Path.of("").toAbsolutePath();
    private static final Path ROOT = Files.exists(HERE.resolve("samples")) ? HERE : HERE.getParent();
    private static final String HARM =
            """
            package test;
            import dev.wascc.provider.*;
            public final class Harm implements CapabilityProvider {
                public CapabilityDescriptor descriptor() {
                    return new CapabilityDescriptor("sample:loud", "harm", "1", 1, "", java.util.List.of());
                }
                public void bind(Binding binding) {}
                public void unbind(String actor) {}
                public byte[] handle(String actor, String operation, byte[] payload) throws Exception {
                    switch (operation) {
                        case "Overflow": return handle(actor, operation, payload);
                        case "Missing": throw new NoClassDefFoundError("gone");
                        case "Error": throw new Error("own");
                        case "Null": return null;
                        case "Block": Thread.sleep(60_000); return payload;
                        case "See": Class.forName(new String(payload)); return payload;
                        case "Context":
                            return Thread.currentThread().getContextClassLoader().getName().getBytes();
                        default: return payload;
                    }
                }
            }
            """;

    @TempDir
    Path directory;

    private Path jar(String name, Path... sources) throws IOException {
        Path classes = Files.createDirectories(directory.resolve("classes-" + name));
        List<String> arguments = new ArrayList<>(
                List.of("-d", classes.toString(), "-proc:none", "-cp", System.getProperty("java.class.path")));
        Stream.of(sources).map(Path::toString).forEach(arguments::add);
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(new String[0])))
                .isZero();
        Path jar = directory.resolve(name + ".jar");
        try (OutputStream out = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(out);
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                zip.putNextEntry(
                        new ZipEntry(classes.relativize(file).toString().replace('\\', '/')));
                zip.write(Files.readAllBytes(file));
            }
            if (sources.length > 0) {
                String provider = name.equals("loud") ? "dev.wascc.samples.loud.LoudProvider" : "test.Harm";
                zip.putNextEntry(new ZipEntry("META-INF/services/" + CapabilityProvider.class.getName()));
                zip.write(name.equals("wrong") ? "test.Nobody".getBytes(UTF_8) : provider.getBytes(UTF_8));
            }
        }
        return jar;
    }

    private Path sample() throws IOException {
        return jar("loud", ROOT.resolve("samples/jar-provider/src/main/java/dev/wascc/samples/loud/LoudProvider.java"));
    }

    private Path harm() throws IOException {
        return jar("harm", Files.writeString(directory.resolve("Harm.java"), HARM));
    }

    private static Host host(SigningKey module, CapabilityProvider provider) throws Exception {
        Host host = Host.builder().build();
        host.add(TestActors.actor(module, LOUD));
        host.add(provider, "default");
        host.bind(Binding.of(module.publicKey().text(), LOUD, Map.of("ENDING", "!")));
        return host;
    }

    private static String asked(Host host, SigningKey module, String operation, String text) throws Exception {
        byte[] request = TestActors.forward("", LOUD, operation, text.getBytes(UTF_8));
        return new String(host.call(module.publicKey(), "forward", request), UTF_8);
    }

    @Test
    void one_actor_is_served_by_the_jar_and_by_the_c_library() throws Exception {
        SigningKey module = TestActors.module();
        try (Host host = host(module, JarProvider.open(sample()))) {
            assertThat(asked(host, module, "Shout", "hear, hear")).isEqualTo("HEAR, HEAR!");
        }
        boolean compiler = Stream.of(System.getenv("PATH").split(java.io.File.pathSeparator))
                .anyMatch(place -> Files.isExecutable(Path.of(place, "cc")));
        if (!compiler) {
            assertThat(System.getenv("CI")).as("cc is needed in CI").isNotEqualTo("true");
            System.err.println("SKIPPED: there is no cc, and the provider in C is not tested");
        }
        assumeTrue(compiler, "there is no cc");
        Path library = directory.resolve("libloud.so");
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
                .inheritIO()
                .start();
        assertThat(cc.waitFor()).isZero();
        try (Host host = host(module, LibraryProvider.load(library, null))) {
            assertThat(asked(host, module, "Shout", "hear, hear")).isEqualTo("HEAR, HEAR");
        }
    }

    @ParameterizedTest
    @CsvSource({"Overflow", "Missing", "Error", "Null"})
    void a_crash_of_the_provider_is_an_error_of_one_call(String harm) throws Exception {
        SigningKey module = TestActors.module();
        try (Host host = host(module, JarProvider.open(harm()))) {
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> asked(host, module, harm, "")).isInstanceOf(InvocationException.class);
            }
            assertThat(asked(host, module, "Echo", "still here")).isEqualTo("still here");
        }
    }

    @Test
    void a_provider_that_blocks_does_not_stop_other_actors() throws Exception {
        SigningKey module = TestActors.module();
        SigningKey other = TestActors.module();
        try (Host host = host(module, JarProvider.open(harm()))) {
            host.add(TestActors.actor(other, LOUD));
            host.bind(Binding.of(other.publicKey().text(), LOUD, Map.of()));
            CountDownLatch begun = new CountDownLatch(1);
            CompletableFuture<Void> blocked = CompletableFuture.runAsync(() -> {
                begun.countDown();
                try {
                    asked(host, module, "Block", "");
                } catch (Exception e) {
                    // Cut off at the end.
                }
            });
            assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
            for (int i = 0; i < 100; i++) {
                assertThat(asked(host, other, "Echo", "x")).isEqualTo("x");
            }
            assertThat(blocked).isNotDone();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "dev.wascc.host.Host,false",
        "dev.wascc.claims.Verifier,false",
        "org.msgpack.core.MessagePack,false",
        "org.junit.jupiter.api.Test,false",
        "dev.wascc.provider.message.Shapes,true",
        "org.slf4j.Logger,true",
        "java.net.http.HttpClient,true",
        "test.Harm,true"
    })
    void a_provider_sees_its_own_classes_the_api_and_the_jdk(String name, boolean seen) throws Exception {
        try (JarProvider provider = JarProvider.open(harm())) {
            if (seen) {
                assertThat(provider.handle("", "See", name.getBytes(UTF_8))).isNotEmpty();
            } else {
                assertThatThrownBy(() -> provider.handle("", "See", name.getBytes(UTF_8)))
                        .isInstanceOf(ClassNotFoundException.class);
            }
            assertThat(provider.handle("", "Context", new byte[0])).isEqualTo("provider".getBytes(UTF_8));
        }
    }

    @Test
    void jars_without_one_provider_are_refused() throws Exception {
        assertThatThrownBy(() -> JarProvider.open(directory.resolve("none.jar")))
                .hasMessageContaining("there is no file");
        assertThatThrownBy(() -> JarProvider.open(Files.writeString(directory.resolve("text.jar"), "no zip")))
                .hasMessageContaining("names no provider");
        Path source = Files.writeString(directory.resolve("Harm.java"), HARM);
        assertThatThrownBy(() -> JarProvider.open(jar("wrong", source))).hasMessageContaining("cannot be made");
    }

    @Test
    void the_classes_of_a_closed_provider_can_go() throws Exception {
        WeakReference<ClassLoader> loader = closed();
        for (int i = 0; i < 50 && loader.get() != null; i++) {
            System.gc();
            TimeUnit.MILLISECONDS.sleep(20);
        }
        assertThat(loader.get()).isNull();
    }

    private WeakReference<ClassLoader> closed() throws Exception {
        SigningKey module = TestActors.module();
        JarProvider provider = JarProvider.open(sample());
        WeakReference<ClassLoader> loader = new WeakReference<>(provider.loader());
        try (Host host = host(module, provider)) {
            assertThat(asked(host, module, "Shout", "x")).isEqualTo("X!");
        }
        return loader;
    }
}
