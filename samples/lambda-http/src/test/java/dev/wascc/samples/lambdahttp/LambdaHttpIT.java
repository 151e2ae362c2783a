package dev.wascc.samples.lambdahttp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wascc.lambda.local.LocalFunction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The signed module as a function, as {@code wascc lambda local} runs it. */
class LambdaHttpIT {
    private final List<String> log = new CopyOnWriteArrayList<>();
    private final LocalFunction function = new LocalFunction(new LocalFunction.Settings(
            Path.of("").toAbsolutePath(),
            false,
            null,
            Duration.ofSeconds(30),
            512,
            false,
            Map.of(),
            Clock.systemUTC(),
            log::add));

    @AfterEach
    void end() {
        function.close();
    }

    @Test
    void a_path_is_counted_and_the_log_says_what_was_asked() throws Exception {
        byte[] event = Files.readAllBytes(Path.of("events/get.json"));
        assertThat(function.invoke(event).text()).contains("\"statusCode\":200", "{\\\"counter\\\":1}");
        assertThat(function.invoke(event).text()).contains("{\\\"counter\\\":2}");
        assertThat(log).anyMatch(line -> line.contains("\"message\":\"GET /mycounter\""));
        assertThat(log).filteredOn(line -> line.contains("Init Duration")).hasSize(1);
    }
}
