package dev.wascc.claims;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one token says otherwise than another, member by member as they stand in the JSON, unknown ones and all. Lists of strings
 * are compared as sets. Whether anybody should believe either is not asked.
 *
 * @param changes in the order in which the members stand, inner ones behind the outer ones
 */
public record ClaimsDiff(List<Change> changes) {
    /** What happened to a member. */
    public enum Kind {
        ADDED,
        REMOVED,
        CHANGED
    }

    /**
     * One member that differs.
     *
     * @param member its name; {@code wascap.caps} for an inner one
     * @param before compact JSON; absent where it was not there
     * @param after compact JSON; absent where it is not there
     * @param more where both are sets of strings, or absent: what is new
     * @param less the same: what is gone
     */
    public record Change(
            String member,
            Kind kind,
            @Nullable String before,
            @Nullable String after,
            Set<String> more,
            Set<String> less) {}

    private static final String INNER = "wascap";
    private static final Set<String> SETS = Set.of("wascap.caps", "wascap.tags", "wascap.valid_signers");

    public ClaimsDiff {
        changes = List.copyOf(changes);
    }

    /** Null is a module without a token: then everything the other says is added, or removed. */
    public static ClaimsDiff of(@Nullable Token before, @Nullable Token after) {
        Map<String, Object> old = members(before);
        Map<String, Object> current = members(after);
        Set<String> names = new LinkedHashSet<>(old.keySet());
        names.addAll(current.keySet());
        List<Change> changes = new ArrayList<>();
        for (String name : names) {
            Object was = old.get(name);
            Object is = current.get(name);
            if (SETS.contains(name) && strings(was) && strings(is)) {
                Change change = change(name, was, is, minus(is, was), minus(was, is));
                if (!change.more().isEmpty() || !change.less().isEmpty()) {
                    changes.add(change);
                }
            } else if (!Objects.equals(was, is)) {
                changes.add(change(name, was, is, Set.of(), Set.of()));
            }
        }
        return new ClaimsDiff(changes);
    }

    private static Change change(
            String name, @Nullable Object was, @Nullable Object is, Set<String> more, Set<String> less) {
        Kind kind = was == null ? Kind.ADDED : is == null ? Kind.REMOVED : Kind.CHANGED;
        return new Change(
                name,
                kind,
                was == null ? null : StrictJson.write(was),
                is == null ? null : StrictJson.write(is),
                more,
                less);
    }

    /** All members with a value; one that is null says what one says that is not there. */
    private static Map<String, Object> members(@Nullable Token token) {
        Map<String, Object> members = new LinkedHashMap<>();
        if (token == null || !(StrictJson.read(token.payload()) instanceof Map<?, ?> top)) {
            return members;
        }
        Map<String, Object> inner = new LinkedHashMap<>();
        top.forEach((name, value) -> {
            if (name.equals(INNER) && value instanceof Map<?, ?> wascap) {
                wascap.forEach((innerName, member) -> put(inner, INNER + "." + innerName, member));
            } else {
                put(members, quoted((String) name), value);
            }
        });
        members.putAll(inner);
        return members;
    }

    /** A name that holds a dot stands in quotes, so that it is not taken for an inner one. */
    private static String quoted(String name) {
        return name.indexOf('.') < 0 ? name : StrictJson.write(name);
    }

    private static void put(Map<String, Object> members, String name, Object value) {
        if (value != StrictJson.NULL) {
            members.put(name, value);
        }
    }

    private static boolean strings(@Nullable Object value) {
        return value == null
                || value instanceof List<?> list && list.stream().allMatch(element -> element instanceof String);
    }

    private static Set<String> minus(@Nullable Object all, @Nullable Object others) {
        Set<String> left = new LinkedHashSet<>();
        if (all instanceof Collection<?> list) {
            list.forEach(element -> left.add((String) element));
        }
        if (others instanceof Collection<?> list) {
            list.forEach(left::remove);
        }
        return left;
    }
}
