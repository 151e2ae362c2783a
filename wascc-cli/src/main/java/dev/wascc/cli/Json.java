package dev.wascc.cli;

import dev.wascc.claims.Finding;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** JSON for scripts: raw values, and the version of its layout. */
final class Json {
    static final int SCHEMA_VERSION = 1;

    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private Json() {}

    static String write(Object tree) {
        return MAPPER.writeValueAsString(tree);
    }

    static Object read(String text) {
        return MAPPER.readValue(text, Object.class);
    }

    static Map<String, @Nullable Object> object() {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("schemaVersion", SCHEMA_VERSION);
        return object;
    }

    /** A date as seconds and as ISO 8601, both null where there is none. */
    static void date(Map<String, @Nullable Object> object, String name, @Nullable Instant instant) {
        object.put(name, instant == null ? null : instant.getEpochSecond());
        object.put(name + "Date", instant == null ? null : instant.toString());
    }

    static List<Map<String, Object>> findings(List<Finding> findings) {
        return findings.stream()
                .<Map<String, Object>>map(finding -> {
                    Map<String, Object> row = new LinkedHashMap<>();
                    row.put("rule", finding.rule().id());
                    row.put("title", finding.rule().title());
                    row.put("severity", finding.severity().name().toLowerCase(java.util.Locale.ROOT));
                    row.put("message", finding.message());
                    return row;
                })
                .toList();
    }
}
