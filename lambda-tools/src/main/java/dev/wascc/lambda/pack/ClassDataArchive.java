package dev.wascc.lambda.pack;

import dev.wascc.claims.ActorModule;
import dev.wascc.claims.Claims;
import dev.wascc.claims.ClaimsException;
import dev.wascc.claims.Metadata;
import dev.wascc.claims.Signer;
import dev.wascc.lambda.local.LocalFunction;
import dev.wascc.lambda.local.Outcome;
import dev.wascc.nkeys.KeyAccessException;
import dev.wascc.nkeys.KeyRole;
import dev.wascc.nkeys.SigningKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The archive of class data (CDS) that a packaged Java starts from. The runtime is started once, with an actor that answers a request and
 * an event, to know which classes that takes; then they are written down. The list is sorted and the addresses are not random, where
 * {@code setarch} of util-linux is to be had. The bytes still differ at times: the JVM's other threads come in between.
 */
final class ClassDataArchive {
    private static final String NAME = "wascc.jsa";
    private static final String LIST = "classes.lst";
    private static final List<String> EVENTS = List.of(
            "{\"version\":\"2.0\",\"rawPath\":\"/\",\"rawQueryString\":\"a=b\",\"headers\":{\"host\":\"example.com\"},"
                    + "\"requestContext\":{\"http\":{\"method\":\"GET\",\"path\":\"/\"},\"timeEpoch\":1},\"isBase64Encoded\":false}",
            "{\"Records\":[{\"eventSource\":\"aws:sqs\",\"messageId\":\"1\",\"body\":\"b\"}]}");

    private ClassDataArchive() {}

    /**
     * Writes {@code runtime/wascc.jsa}.
     *
     * @param stage an unpacked layer whose Java runs on this machine
     * @throws PackageException the runtime does not start, or answers wrongly
     */
    static void write(Path stage) throws IOException, PackageException {
        Path runtime = stage.resolve("runtime");
        try (Stream<Path> jars = Files.list(runtime.resolve("lib"))) {
            for (Path jar : jars.toList()) {
                Files.setLastModifiedTime(jar, FileTime.from(ZipArchive.TIME));
            }
        }
        Path training = Files.createTempDirectory("wascc-training");
        try {
            prepare(training);
            Path list = training.resolve(LIST);
            train(stage, training, list);
            Files.write(list, sorted(Files.readAllLines(list, StandardCharsets.UTF_8)));
            dump(runtime, list);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PackageException("interrupted", e);
        } finally {
            TemporaryDirectory.delete(training);
        }
    }

    /** A function with one module whose translation comes along, and one that is translated at the start. */
    private static void prepare(Path directory) throws IOException, PackageException {
        SecureRandom random = new SecureRandom();
        SigningKey account = SigningKey.generate(KeyRole.ACCOUNT, random);
        byte[] wasm;
        try (InputStream in = ClassDataArchive.class.getResourceAsStream("training.wasm")) {
            wasm = in == null ? new byte[0] : in.readAllBytes();
        }
        byte[] other = java.util.Arrays.copyOf(wasm, wasm.length + 4);
        other[wasm.length + 1] = 2; // a custom section of two bytes, named "x"
        other[wasm.length + 2] = 1;
        other[wasm.length + 3] = 'x';
        try {
            Path first = Files.write(directory.resolve("a.wasm"), signed(wasm, account, random));
            Files.write(directory.resolve("b.wasm"), signed(other, account, random));
            CompiledCode.write(directory, List.of(first));
        } catch (ClaimsException | KeyAccessException e) {
            throw new PackageException("the actor of the trial start could not be signed: " + e.getMessage(), e);
        }
        Files.writeString(
                directory.resolve("manifest.yaml"),
                "trust: [" + account.publicKey().text()
                        + "]\nactors: [a.wasm, b.wasm]\ncapabilities: []\nbindings: []\n");
    }

    private static byte[] signed(byte[] wasm, SigningKey account, SecureRandom random)
            throws ClaimsException, KeyAccessException {
        Metadata.Actor actor = new Metadata.Actor(
                "training",
                "",
                null,
                List.of("wascc:http_server", "awslambda:event", "wascc:logging"),
                1,
                "1.0.0",
                null,
                false);
        Claims<Metadata.Actor> claims = Claims.of(
                "training",
                account.publicKey(),
                SigningKey.generate(KeyRole.MODULE, random).publicKey().text(),
                Instant.EPOCH,
                actor);
        return new Signer(account).sign(ActorModule.of(wasm), claims).bytes();
    }

    private static void train(Path stage, Path training, Path list)
            throws IOException, PackageException, InterruptedException {
        List<String> log = new ArrayList<>();
        LocalFunction.Settings settings = new LocalFunction.Settings(
                training,
                true,
                stage,
                Duration.ofSeconds(60),
                512,
                false,
                Map.of("WASCC_JAVA_OPTS", "-XX:DumpLoadedClassList=" + list),
                Clock.systemUTC(),
                log::add);
        try (LocalFunction function = new LocalFunction(settings)) {
            for (String event : EVENTS) {
                Outcome outcome = function.invoke(event.getBytes(StandardCharsets.UTF_8));
                if (!outcome.answered()) {
                    throw new PackageException(
                            "the trial start of the runtime failed: " + outcome.text() + "\n" + String.join("\n", log));
                }
            }
        }
        if (!Files.exists(list)) {
            throw new PackageException("the trial start of the runtime left no list of classes");
        }
    }

    /** Without the order that threads happened to load them in, and without what was made in memory. */
    private static List<String> sorted(List<String> lines) {
        return lines.stream()
                .filter(line -> !line.startsWith("#") && !line.contains(" source: ") && !line.contains("jdk.jfr"))
                .map(line -> line.replaceFirst(" id: \\d+$", ""))
                .distinct()
                .sorted()
                .toList();
    }

    private static void dump(Path runtime, Path list) throws IOException, PackageException {
        List<String> command = new ArrayList<>();
        for (Path setarch : List.of(Path.of("/usr/bin/setarch"), Path.of("/bin/setarch"))) {
            if (command.isEmpty() && Files.isExecutable(setarch)) {
                command.addAll(List.of(setarch.toString(), "-R"));
            }
        }
        command.addAll(List.of(
                runtime.resolve("java/bin/java").toString(),
                "-Xshare:dump",
                "-XX:SharedClassListFile=" + list,
                "-XX:SharedArchiveFile=" + NAME,
                "-XX:+UseSerialGC",
                "-cp",
                Files.readString(runtime.resolve("classpath")).strip()));
        ProgramRun.of(runtime, command, Map.of());
    }
}
