package dev.wascc.lambda.event;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Members of a JSON object. One that is absent, null, or of another type than it is asked for is not there. */
record JsonObject(Map<?, ?> members) {
    private static final JsonObject EMPTY = new JsonObject(Map.of());

    static Optional<JsonObject> of(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? Optional.of(new JsonObject(map)) : Optional.empty();
    }

    Optional<JsonObject> object(String name) {
        return of(members.get(name));
    }

    /** Empty where it is not there. */
    JsonObject objectOrEmpty(String name) {
        return object(name).orElse(EMPTY);
    }

    Optional<String> text(String name) {
        return members.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    boolean flag(String name) {
        return Boolean.TRUE.equals(members.get(name));
    }

    boolean number(String name) {
        return members.get(name) instanceof Number;
    }

    boolean has(String name) {
        return members.get(name) != null;
    }

    List<?> list(String name) {
        return members.get(name) instanceof List<?> list ? list : List.of();
    }

    /** Names and single values, in order; a member that is no scalar is passed over. */
    Map<String, String> texts(String name) {
        Map<String, String> texts = new LinkedHashMap<>();
        objectOrEmpty(name).members.forEach((key, value) -> {
            String text = scalar(value);
            if (text != null) {
                texts.put(String.valueOf(key), text);
            }
        });
        return texts;
    }

    /** Names and lists of values, in order. */
    Map<String, List<String>> textLists(String name) {
        Map<String, List<String>> lists = new LinkedHashMap<>();
        objectOrEmpty(name).members.forEach((key, value) -> {
            List<String> texts = new ArrayList<>();
            for (Object element : value instanceof List<?> list ? list : List.of()) {
                String text = scalar(element);
                if (text != null) {
                    texts.add(text);
                }
            }
            lists.put(String.valueOf(key), texts);
        });
        return lists;
    }

    private static @Nullable String scalar(@Nullable Object value) {
        return value instanceof String || value instanceof Number || value instanceof Boolean ? value.toString() : null;
    }
}
