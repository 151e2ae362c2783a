package dev.wascc.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wascc.lambda.StubRuntimeApi.Told;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a failed start looks like from outside. */
@Timeout(120)
class BootstrapTest {
    @TempDir
    Path directory;

    @Test
    void a_failed_start_is_told_once_and_ends_the_process_with_1() throws Exception {
        try (StubRuntimeApi stub = new StubRuntimeApi();
                FunctionProcess process = FunctionProcess.start(
                        FunctionProcess.java("dev.wascc.lambda.Bootstrap"),
                        directory,
                        Map.of("AWS_LAMBDA_RUNTIME_API", stub.address()))) {
            Told told = stub.told();
            assertThat(told.id()).isEqualTo("init");
            assertThat(told.text())
                    .contains("\"errorType\":\"InitializationError\"")
                    .contains("Failed to load manifest file: ")
                    .contains("manifest.yaml");
            assertThat(told.header()).containsEntry("lambda-runtime-function-error-type", "Runtime.ManifestInvalid");
            assertThat(process.exitCode()).isEqualTo(1);
            assertThat(stub.requestsNow()).containsExactly("/2018-06-01/runtime/init/error");
        }
    }

    @Test
    void without_lambda_around_it_the_bootstrap_says_what_it_is_for() throws Exception {
        try (FunctionProcess process =
                FunctionProcess.start(FunctionProcess.java("dev.wascc.lambda.Bootstrap"), directory, Map.of())) {
            assertThat(process.exitCode()).isEqualTo(1);
            assertThat(Files.readString(directory.resolve("process.log"))).contains("AWS_LAMBDA_RUNTIME_API");
        }
    }
}
