package dev.wascc.mocks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is left out of a cassette. Headers that carry credentials are, always; so are the fields of messages that are named.
 *
 * @param fields names of fields, in any depth, whose values are not written
 */
public record Redaction(Set<String> fields) {
    static final String HEADER = "header";
    private static final String REDACTED = "(redacted)";

    private static final Set<String> HEADERS = Set.of("authorization", "proxy-authorization", "cookie", "set-cookie");
    private static final List<String> TELLING =
            List.of("token", "secret", "password", "api-key", "apikey", "signature");

    /** Headers alone. */
    public static final Redaction HEADERS_ALONE = new Redaction(Set.of());

    public Redaction {
        fields = Set.copyOf(fields);
    }

    /** In the order they are written. */
    List<String> sorted() {
        return List.copyOf(new TreeSet<>(fields));
    }

    /** The payload without them. One whose fields are not known is left out as a whole where fields are to be. */
    Object of(Object payload) {
        if (payload instanceof Map<?, ?> message && !message.containsKey("base64")) {
            return members(message);
        }
        return fields.isEmpty() || payload.equals("") ? payload : REDACTED;
    }

    private Map<String, @Nullable Object> members(Map<?, ?> message) {
        Map<String, @Nullable Object> kept = new LinkedHashMap<>();
        message.forEach((key, value) -> {
            String name = String.valueOf(key);
            if (fields.contains(name)) {
                kept.put(name, nothing(value));
            } else if (name.equals(HEADER) && value instanceof Map<?, ?> header) {
                kept.put(name, header(header));
            } else {
                kept.put(name, value(value));
            }
        });
        return kept;
    }

    private @Nullable Object value(@Nullable Object value) {
        if (value instanceof Map<?, ?> message) {
            return members(message);
        } else if (value instanceof List<?> elements) {
            List<@Nullable Object> kept = new ArrayList<>();
            elements.forEach(element -> kept.add(value(element)));
            return kept;
        }
        return value;
    }

    private static Map<String, @Nullable Object> header(Map<?, ?> header) {
        Map<String, @Nullable Object> kept = new LinkedHashMap<>();
        header.forEach((key, value) -> kept.put(String.valueOf(key), secret(String.valueOf(key)) ? REDACTED : value));
        return kept;
    }

    static boolean secret(String header) {
        String name = header.toLowerCase(Locale.ROOT);
        return HEADERS.contains(name) || TELLING.stream().anyMatch(name::contains);
    }

    /** A value of the same type, so that the message can be made again. */
    private static Object nothing(@Nullable Object value) {
        if (value instanceof Number) {
            return 0L;
        } else if (value instanceof Boolean) {
            return false;
        } else if (value instanceof List<?>) {
            return List.of();
        } else if (value instanceof Map<?, ?> map && !map.containsKey("base64")) {
            return Map.of();
        }
        return REDACTED;
    }
}
