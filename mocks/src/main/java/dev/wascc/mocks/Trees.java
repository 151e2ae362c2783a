package dev.wascc.mocks;

import dev.wascc.document.JsonTree;
import dev.wascc.document.Node;
import dev.wascc.document.Node.Mapping;
import dev.wascc.document.Node.Scalar;
import dev.wascc.document.Node.Sequence;
import dev.wascc.provider.OneLine;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Trees of maps, lists, strings, numbers and booleans: made of documents, compared in part, and shown. */
final class Trees {
    private static final int SHOWN = 300;

    private Trees() {}

    /** Numbers become Long or Double; one that is too large for the first is a {@link BigInteger}. */
    static @Nullable Object of(Node node) {
        if (node instanceof Mapping mapping) {
            Map<String, @Nullable Object> members = new LinkedHashMap<>();
            mapping.members().forEach((key, member) -> members.put(key, of(member)));
            return members;
        } else if (node instanceof Sequence sequence) {
            List<@Nullable Object> elements = new ArrayList<>();
            sequence.elements().forEach(element -> elements.add(of(element)));
            return elements;
        }
        Scalar scalar = (Scalar) node;
        String text = scalar.text();
        return text == null || scalar.quoted() ? text : scalar(text);
    }

    private static Object scalar(String text) {
        if (text.equals("true") || text.equals("false")) {
            return Boolean.valueOf(text);
        }
        try {
            return Long.valueOf(text);
        } catch (NumberFormatException e) {
            // tried as the next kind
        }
        try {
            return Double.valueOf(text);
        } catch (NumberFormatException e) {
            return text;
        }
    }

    /** The same with numbers of the two kinds that documents have, so that trees of callers compare with others. */
    static @Nullable Object plain(@Nullable Object tree) {
        if (tree instanceof Map<?, ?> map) {
            return mapping(map);
        } else if (tree instanceof Iterable<?> list) {
            List<@Nullable Object> elements = new ArrayList<>();
            list.forEach(element -> elements.add(plain(element)));
            return elements;
        } else if (tree instanceof Float || tree instanceof Double || tree instanceof BigDecimal) {
            return ((Number) tree).doubleValue();
        } else if (tree instanceof BigInteger || !(tree instanceof Number number)) {
            return tree;
        } else {
            return number.longValue();
        }
    }

    /** As {@link #plain}, of a mapping. */
    static Map<String, @Nullable Object> mapping(Map<?, ?> tree) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        tree.forEach((key, member) -> members.put(String.valueOf(key), plain(member)));
        return members;
    }

    /** Whether everything that {@code part} says is so in {@code whole}; members of mappings that it does not name do not count. */
    static boolean includes(@Nullable Object whole, @Nullable Object part) {
        return differences(whole, part) == 0;
    }

    /** How many values of {@code part} are otherwise in {@code whole}, or not there. */
    static int differences(@Nullable Object whole, @Nullable Object part) {
        if (part instanceof Map<?, ?> wanted) {
            if (!(whole instanceof Map<?, ?> members)) {
                return wanted.size(); // an empty one asks nothing, of raw payloads neither
            }
            int count = 0;
            for (Map.Entry<?, ?> member : wanted.entrySet()) {
                boolean missing = !members.containsKey(member.getKey());
                count += missing ? 1 : differences(members.get(member.getKey()), member.getValue());
            }
            return count;
        }
        if (part instanceof List<?> wanted && whole instanceof List<?> elements && wanted.size() == elements.size()) {
            int count = 0;
            for (int i = 0; i < wanted.size(); i++) {
                count += differences(elements.get(i), wanted.get(i));
            }
            return count;
        }
        return Objects.equals(whole, part) ? 0 : 1;
    }

    /** On one line, cut where it is long. */
    static String shown(@Nullable Object tree) {
        return OneLine.of(tree == null ? "null" : JsonTree.compact(tree), SHOWN);
    }

    /** Nothing where the tree is an empty payload. */
    static String shown(String before, @Nullable Object tree) {
        return tree == null || tree.equals("") ? before.stripTrailing() : before + shown(tree);
    }
}
