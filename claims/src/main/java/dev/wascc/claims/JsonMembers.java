package dev.wascc.claims;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Typed reading of a JSON object's members. A wrong type is a malformed token, null counts as absent where that is allowed. */
final class JsonMembers {
    private static final long MAX_SECONDS = 1L << 53;

    private final Map<String, Object> members;
    private final String where;

    private JsonMembers(Map<String, Object> members, String where) {
        this.members = members;
        this.where = where;
    }

    static JsonMembers of(@Nullable Object value, String where) throws ClaimsException {
        if (value == null) {
            throw new ClaimsException(
                    ClaimsRule.MALFORMED_TOKEN,
                    where + " are not strict JSON: not JSON, a member twice, deeper than 32, or text after the end");
        }
        if (!(value instanceof Map<?, ?> map)) {
            throw new ClaimsException(ClaimsRule.MALFORMED_TOKEN, where + " are not a JSON object");
        }
        Map<String, Object> members = new LinkedHashMap<>();
        map.forEach((name, member) -> members.put((String) name, member));
        return new JsonMembers(members, where);
    }

    boolean has(String name) {
        return optional(name) != null;
    }

    Iterable<String> names() {
        return members.keySet();
    }

    @Nullable
    Object optional(String name) {
        Object value = members.get(name);
        return value == StrictJson.NULL ? null : value;
    }

    private Object required(String name, String type) throws ClaimsException {
        Object value = optional(name);
        if (value == null) {
            throw wrong(name, type);
        }
        return value;
    }

    String text(String name) throws ClaimsException {
        if (required(name, "a string") instanceof String text) {
            return text;
        }
        throw wrong(name, "a string");
    }

    @Nullable
    String optionalText(String name) throws ClaimsException {
        return has(name) ? text(name) : null;
    }

    /** A member that may be left out and then is false; null is not false. */
    boolean flag(String name) throws ClaimsException {
        if (!members.containsKey(name)) {
            return false;
        }
        if (required(name, "true or false") instanceof Boolean flag) {
            return flag;
        }
        throw wrong(name, "true or false");
    }

    Instant instant(String name) throws ClaimsException {
        return Instant.ofEpochSecond(integer(name, 0, MAX_SECONDS));
    }

    @Nullable
    Instant optionalInstant(String name) throws ClaimsException {
        return has(name) ? instant(name) : null;
    }

    private long integer(String name, long min, long max) throws ClaimsException {
        String type = "a whole number from " + min + " to " + max;
        if (required(name, type) instanceof BigInteger number
                && number.compareTo(BigInteger.valueOf(min)) >= 0
                && number.compareTo(BigInteger.valueOf(max)) <= 0) {
            return number.longValue();
        }
        throw wrong(name, type);
    }

    @Nullable
    Long optionalInteger(String name, long min, long max) throws ClaimsException {
        return has(name) ? (Long) integer(name, min, max) : null;
    }

    @Nullable
    Integer optionalInt(String name) throws ClaimsException {
        return has(name) ? (Integer) (int) integer(name, Integer.MIN_VALUE, Integer.MAX_VALUE) : null;
    }

    @Nullable
    List<String> optionalTexts(String name) throws ClaimsException {
        Object value = optional(name);
        if (value == null) {
            return null;
        }
        List<String> texts = new ArrayList<>();
        if (value instanceof List<?> list) {
            for (Object element : list) {
                if (!(element instanceof String text)) {
                    throw wrong(name, "a list of strings");
                }
                texts.add(text);
            }
            return texts;
        }
        throw wrong(name, "a list of strings");
    }

    Map<String, String> textMap(String name) throws ClaimsException {
        Map<String, String> texts = new LinkedHashMap<>();
        JsonMembers object = object(name);
        for (String member : object.names()) {
            texts.put(member, object.text(member));
        }
        return texts;
    }

    JsonMembers object(String name) throws ClaimsException {
        Object value = required(name, "an object");
        if (value instanceof Map<?, ?>) {
            return of(value, "the members of " + name);
        }
        throw wrong(name, "an object");
    }

    private ClaimsException wrong(String name, String type) {
        return new ClaimsException(
                ClaimsRule.MALFORMED_TOKEN,
                "member " + name + " of " + where
                        + (members.containsKey(name) ? " is not " : " is missing; it must be ") + type);
    }
}
