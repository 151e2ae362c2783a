package dev.wascc.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wascc.lambda.RecordedEvents.Recorded;
import dev.wascc.lambda.StubRuntimeApi.Event;
import dev.wascc.lambda.StubRuntimeApi.Told;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every recorded event through both doors as real processes, and through Amazon's own emulator and runtime. */
@Timeout(300)
class RecordedEventsTest {
    private static final String BOOTSTRAP = "dev.wascc.lambda.Bootstrap";

    @TempDir
    Path directory;

    @BeforeEach
    void function() throws Exception {
        TestFunction test = new TestFunction(directory);
        test.actor("probe", "awslambda:event", "wascc:http_server", "wascc:logging");
        test.write("trust: [" + TestFunction.ISSUER.publicKey().text() + "]\n");
    }

    @Test
    void there_are_more_than_forty_of_them() throws Exception {
        assertThat(RecordedEvents.all()).hasSizeGreaterThanOrEqualTo(70);
    }

    @Test
    void the_custom_runtime_answers_each() throws Exception {
        answersEach(FunctionProcess.java("-XX:TieredStopAtLevel=1", BOOTSTRAP));
    }

    /** The runtime interface client is what the managed runtimes java17 to java25 run handlers with. */
    @Test
    void the_handler_answers_each_in_amazons_own_runtime() throws Exception {
        answersEach(FunctionProcess.java(
                "com.amazonaws.services.lambda.runtime.api.client.AWSLambda", "dev.wascc.lambda.ActorHandler"));
    }

    private void answersEach(List<String> command) throws Exception {
        try (StubRuntimeApi stub = new StubRuntimeApi();
                FunctionProcess process =
                        FunctionProcess.start(command, directory, Map.of("AWS_LAMBDA_RUNTIME_API", stub.address()))) {
            for (Recorded recorded : RecordedEvents.all()) {
                stub.add(new Event(recorded.name(), recorded.event(), 30_000, StubRuntimeApi.Fault.NONE));
                Told told = stub.told();
                assertThat(told.what()).as(told.text()).isEqualTo("response");
                assertThat(told.id()).isEqualTo(recorded.name());
                RecordedEvents.requireAnswered(recorded, told.body());
                assertThat(process.alive()).isTrue();
            }
        }
    }

    @Test
    void amazons_emulator_gets_the_right_answer_to_each_from_a_bootstrap() throws Exception {
        Path emulator = emulator();
        Path bootstrap = directory.resolve("bootstrap");
        Files.writeString(
                bootstrap,
                "#!/bin/sh\nexport LAMBDA_TASK_ROOT='" + directory + "'\nexec "
                        + FunctionProcess.java("-XX:TieredStopAtLevel=1", BOOTSTRAP).stream()
                                .map(word -> "'" + word + "'")
                                .collect(Collectors.joining(" "))
                        + "\n");
        Files.setPosixFilePermissions(bootstrap, PosixFilePermissions.fromString("rwxr-xr-x"));
        int port = freePort();
        List<String> command = List.of(
                emulator.toString(),
                "--runtime-interface-emulator-address",
                "127.0.0.1:" + port,
                "--runtime-api-address",
                "127.0.0.1:" + freePort(),
                bootstrap.toString());
        try (FunctionProcess process =
                FunctionProcess.start(command, directory, Map.of("AWS_LAMBDA_FUNCTION_TIMEOUT", "60"))) {
            for (Recorded recorded : RecordedEvents.all()) {
                RecordedEvents.requireAnswered(recorded, invoke(process, port, recorded.event()));
            }
        }
    }

    private static byte[] invoke(FunctionProcess process, int port, byte[] event) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/2015-03-31/functions/function/invocations"))
                .POST(HttpRequest.BodyPublishers.ofByteArray(event))
                .timeout(Duration.ofSeconds(60))
                .build();
        while (true) {
            try {
                return HttpClient.newHttpClient()
                        .send(request, HttpResponse.BodyHandlers.ofByteArray())
                        .body();
            } catch (java.net.ConnectException e) {
                // It is not up yet.
                assertThat(process.alive()).isTrue();
                Thread.sleep(20);
            }
        }
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** From the path that {@code WASCC_LAMBDA_RIE} names, or {@code ~/.cache/wascc/aws-lambda-rie}, where {@code .ci/run} puts it. */
    static Path emulator() {
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
