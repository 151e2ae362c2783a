package dev.wascc.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wascc.document.JsonTree;
import dev.wascc.provider.message.Message;
import dev.wascc.provider.message.Shapes;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The events of {@code src/test/resources/events}, and what is expected of a function whose actor echoes. */
final class RecordedEvents {
    /** One file. */
    record Recorded(String name, byte[] event) {}

    private RecordedEvents() {}

    private static Path directory() {
        try {
            return Path.of(RecordedEvents.class.getResource("/events").toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static List<Recorded> all() throws IOException {
        List<Recorded> all = new ArrayList<>();
        for (String folder : List.of("sam", "documented")) {
            try (Stream<Path> files = Files.list(directory().resolve(folder))) {
                for (Path file : files.sorted().toList()) {
                    String name = file.getFileName().toString().replace(".json", "");
                    // Without the line end, which would tell the actor something.
                    byte[] event = Files.readString(file).strip().getBytes(UTF_8);
                    all.add(new Recorded(name, event));
                }
            }
        }
        return all;
    }

    /** An event that is no HTTP request comes back as it went; one that is, as the message that its file in {@code http} says. */
    static void requireAnswered(Recorded recorded, byte[] answer) throws Exception {
        Path expected = directory().resolve("http").resolve(recorded.name() + ".json");
        if (!Files.exists(expected)) {
            assertThat(new String(answer, UTF_8).strip())
                    .as(recorded.name())
                    .isEqualTo(new String(recorded.event(), UTF_8).strip());
            return;
        }
        Map<?, ?> json = (Map<?, ?>) JsonTree.read(new String(answer, UTF_8));
        assertThat(json.get("statusCode")).as(recorded.name()).hasToString("200");
        String body = (String) json.get("body");
        Message request = Shapes.HTTP_REQUEST.decode(
                Boolean.TRUE.equals(json.get("isBase64Encoded"))
                        ? Base64.getDecoder().decode(body)
                        : body.getBytes(UTF_8));
        Map<?, ?> wanted = (Map<?, ?>) JsonTree.read(Files.readString(expected));
        for (String field : List.of("method", "path", "queryString")) {
            assertThat(request.text(field)).as(recorded.name() + " " + field).isEqualTo(wanted.get(field));
        }
        assertThat(new String(request.bytes("body"), UTF_8)).as(recorded.name()).isEqualTo(wanted.get("body"));
        ((Map<?, ?>) wanted.get("header")).forEach((name, value) -> assertThat(request.textMap("header"))
                .as(recorded.name())
                .containsEntry((String) name, (String) value));
    }
}
