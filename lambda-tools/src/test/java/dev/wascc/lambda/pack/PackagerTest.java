package dev.wascc.lambda.pack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wascc.claims.TrustPolicy;
import dev.wascc.gate.Gate;
import dev.wascc.lambda.SignedActor;
import dev.wascc.lambda.local.LocalFunction;
import dev.wascc.lambda.local.Outcome;
import dev.wascc.lambda.pack.PackageRequest.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole of a function, with Java: made, made again, and run, by ourselves and by Amazon's emulator. */
@Timeout(300)
class PackagerTest {
    static final Gate GATE = Gate.trusting(TrustPolicy.integrityOnly(), Clock.systemUTC());
    static final Architecture HERE = Architecture.ofThisMachine().orElse(Architecture.X86_64);
    private static final String HTTP_EVENT =
            """
            {"version": "2.0", "rawPath": "/", "rawQueryString": "", "headers": {"host": "example.com"}, "isBase64Encoded": false,
             "requestContext": {"http": {"method": "GET", "path": "/"}, "timeEpoch": 1}}
            """;
    private static final Path EVENTS = Path.of("../lambda-runtime/src/test/resources/events");
    private static final String ANSWER =
            "{\"statusCode\":200,\"headers\":{},\"cookies\":[],\"body\":\"{}\",\"isBase64Encoded\":false}";

    @TempDir
    static Path dir;

    private static LambdaPackage function;
    private static Path zip;

    @BeforeAll
    static void pack() throws Exception {
        Assumptions.assumeTrue(
                Architecture.ofThisMachine().isPresent(), "skipped: Lambda has no machines like this one");
        SignedActor.in(dir.resolve("function"), SignedActor.ANSWERS, "wascc:http_server", "awslambda:event");
        function = make();
        zip = Files.write(dir.resolve("app.zip"), function.zip());
    }

    private static LambdaPackage make() throws Exception {
        return make(Kind.FUNCTION);
    }

    private static LambdaPackage make(Kind kind) throws Exception {
        return Packager.make(
                new PackageRequest(
                        kind,
                        dir.resolve("function/manifest.yaml"),
                        HERE,
                        JavaImage.ofThisJava(),
                        Set.of(),
                        List.of(),
                        false),
                GATE);
    }

    @Test
    void all_but_class_data_is_the_same_bytes_whatever_the_time_zone() throws Exception {
        TimeZone here = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
        try {
            Path again = Files.write(dir.resolve("again.zip"), make().zip());
            // What the JVM dumps of classes differs at times beside other work; its threads come in between.
            assertThat(differing(zip, again)).isSubsetOf("runtime/wascc.jsa");
            assertThat(names(again)).isEqualTo(names(zip));
        } finally {
            TimeZone.setDefault(here);
        }
    }

    @Test
    void a_function_for_a_layer_is_the_same_bytes() throws Exception {
        assertThat(make(Kind.WITHOUT_RUNTIME).zip())
                .isEqualTo(make(Kind.WITHOUT_RUNTIME).zip());
    }

    private static List<String> names(Path zip) throws IOException {
        return UnpackedZip.read(zip).files().stream().map(PackedFile::name).toList();
    }

    private static List<String> differing(Path first, Path second) throws IOException {
        PackageContent other = UnpackedZip.read(second);
        return UnpackedZip.read(first).files().stream()
                .filter(file -> other.get(file.name())
                        .filter(same -> Arrays.equals(same.content(), file.content()))
                        .isEmpty())
                .map(PackedFile::name)
                .toList();
    }

    @Test
    void a_function_has_its_actors_their_code_and_the_runtime_and_its_programs_can_be_executed() throws Exception {
        assertThat(function.findings()).isEmpty();
        assertThat(function.notes()).isEmpty();
        assertThat(function.top()).containsExactly(".wascc/", "actor.wasm", "bootstrap", "manifest.yaml", "runtime/");
        PackageContent content = UnpackedZip.read(zip);
        assertThat(content.files().stream().filter(PackedFile::executable).map(PackedFile::name))
                .contains("bootstrap", "runtime/java/bin/java", "runtime/java/lib/jspawnhelper")
                .doesNotContain("manifest.yaml", "actor.wasm", "runtime/classpath");
        assertThat(content.get("runtime/wascc.jsa")).isPresent();
        assertThat(content.files().stream().map(PackedFile::name))
                .noneMatch(name -> name.contains("jetty") || name.contains("awssdk") || name.contains("jedis"));
    }

    /** The runtime aside from Java: jars, bootstrap and code. */
    @Test
    void without_java_a_function_has_less_than_15_mb() throws Exception {
        PackageContent own = new PackageContent();
        UnpackedZip.read(zip).files().stream()
                .filter(file ->
                        !file.name().startsWith("runtime/java/") && !file.name().endsWith(".jsa"))
                .forEach(own::add);
        assertThat(ZipArchive.write(own).length).isLessThan(15 << 20);
    }

    /** {@code -Xshare:on}: Java ends where it cannot use the archive, which it otherwise passes over in silence. */
    @Test
    void the_bootstrap_starts_from_the_archive_of_class_data_and_answers() throws Exception {
        List<String> log = new CopyOnWriteArrayList<>();
        try (FunctionDirectory unpacked = FunctionDirectory.open(zip);
                LocalFunction local = new LocalFunction(new LocalFunction.Settings(
                        unpacked.path(),
                        true,
                        null,
                        Duration.ofSeconds(60),
                        512,
                        false,
                        Map.of("WASCC_JAVA_OPTS", "-Xshare:on"),
                        Clock.systemUTC(),
                        log::add))) {
            assertThat(local.invoke(HTTP_EVENT.getBytes()).text()).as("%s", log).isEqualTo(ANSWER);
            Outcome second = local.invoke("{\"a\":1}".getBytes());
            assertThat(second.kind()).isEqualTo(Outcome.Kind.ANSWERED);
            assertThat(second.text()).isEqualTo("{}");
        }
        assertThat(log).filteredOn(line -> line.contains("Init Duration: ")).hasSize(1);
        assertThat(log)
                .filteredOn(line -> line.matches("REPORT RequestId: [0-9a-f-]{36}\tDuration: .*"))
                .hasSize(2)
                .allMatch(line -> line.matches(".*\tMax Memory Used: [1-9]\\d* MB.*"));
    }

    @Test
    void amazons_emulator_runs_the_packaged_bootstrap() throws Exception {
        Path emulator = emulator();
        try (FunctionDirectory unpacked = FunctionDirectory.open(zip)) {
            int port = freePort();
            ProcessBuilder builder = new ProcessBuilder(
                    emulator.toString(),
                    "--runtime-interface-emulator-address",
                    "127.0.0.1:" + port,
                    "--runtime-api-address",
                    "127.0.0.1:" + freePort(),
                    unpacked.path().resolve("bootstrap").toString());
            builder.environment()
                    .putAll(Map.of(
                            "LAMBDA_TASK_ROOT",
                            unpacked.path().toString(),
                            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
                            "512",
                            "AWS_LAMBDA_FUNCTION_TIMEOUT",
                            "60"));
            Process process = builder.redirectErrorStream(true)
                    .redirectOutput(dir.resolve("emulator.log").toFile())
                    .start();
            try {
                assertThat(invoke(process, port, HTTP_EVENT)).isEqualTo(ANSWER);
                for (String event :
                        List.of("{}", "\"text\"", "{\"Records\":[{\"eventSource\":\"aws:sqs\"}]}", "null")) {
                    assertThat(invoke(process, port, event)).isEqualTo("{}");
                }
                for (Path event : recorded()) {
                    String answer =
                            invoke(process, port, Files.readString(event).strip());
                    if (Files.exists(EVENTS.resolve("http").resolve(event.getFileName()))) {
                        assertThat(answer).as("%s", event).contains("\"statusCode\":200", "\"body\":\"{}\"");
                    } else {
                        assertThat(answer).as("%s", event).isEqualTo("{}");
                    }
                }
            } finally {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly().waitFor();
            }
        }
    }

    /** The events as Amazon publishes them, which the runtime's own tests have an echo answer; here it is the whole package. */
    private static List<Path> recorded() throws IOException {
        List<Path> recorded = new ArrayList<>();
        for (String folder : List.of("sam", "documented")) {
            try (Stream<Path> files = Files.list(EVENTS.resolve(folder))) {
                files.sorted().forEach(recorded::add);
            }
        }
        assertThat(recorded).hasSizeGreaterThan(70);
        return recorded;
    }

    private static String invoke(Process process, int port, String event) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/2015-03-31/functions/function/invocations"))
                .POST(HttpRequest.BodyPublishers.ofString(event))
                .timeout(Duration.ofSeconds(60))
                .build();
        while (true) {
            try {
                return HttpClient.newHttpClient()
                        .send(request, HttpResponse.BodyHandlers.ofString())
                        .body();
            } catch (java.net.ConnectException e) {
                // It is not up yet.
                assertThat(process.isAlive()).isTrue();
                Thread.sleep(20);
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** From the path that {@code WASCC_LAMBDA_RIE} names, or where {@code .ci/run} puts it. */
    private static Path emulator() {
        String named = System.getenv("WASCC_LAMBDA_RIE");
        Path emulator = named == null
                ? Path.of(System.getProperty("user.home"), ".cache", "wascc", "aws-lambda-rie")
                : Path.of(named);
        boolean there = Files.isExecutable(emulator);
        if (!there && "true".equals(System.getenv("CI"))) {
            throw new AssertionError("CI needs Amazon's emulator, " + emulator);
        }
        Assumptions.assumeTrue(there, "skipped: there is no emulator " + emulator);
        return emulator;
    }
}
