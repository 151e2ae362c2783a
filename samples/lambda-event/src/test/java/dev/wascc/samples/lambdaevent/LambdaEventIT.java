package dev.wascc.samples.lambdaevent;

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
class LambdaEventIT {
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
    void texts_of_an_event_are_in_upper_case_and_the_rest_is_as_it_was() throws Exception {
        byte[] event = Files.readAllBytes(Path.of("events/order.json"));
        assertThat(function.invoke(event).text())
                .isEqualTo("{\"ORDER\": 17, \"NOTE\": \"TWO LINES:\\n\\\"QUOTED\\\"\"}\n");
        assertThat(log).anyMatch(line -> line.contains("\"message\":\"" + event.length + " bytes\""));
    }
}
