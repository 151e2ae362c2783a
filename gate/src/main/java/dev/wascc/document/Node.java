package dev.wascc.document;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A piece of a document and where it stands. */
public sealed interface Node {
    Place place();

    /** On one line, in YAML's flow style. */
    default String flow() {
        if (this instanceof Sequence sequence) {
            return sequence.elements().stream().map(Node::flow).collect(Collectors.joining(", ", "[", "]"));
        } else if (this instanceof Mapping mapping) {
            return mapping.members().entrySet().stream()
                    .map(member -> member.getKey() + ": " + member.getValue().flow())
                    .collect(Collectors.joining(", ", "{ ", " }"));
        }
        return String.valueOf(((Scalar) this).text());
    }

    /** Line and column, from 1. */
    record Place(int line, int column) {}

    /**
     * A scalar.
     *
     * @param text its value as text; absent for null
     * @param quoted whether it is a string, and not a number or a boolean
     */
    record Scalar(Place place, @Nullable String text, boolean quoted) implements Node {
        /** Whether it is null, or nothing was written. */
        public boolean absent() {
            return text == null;
        }
    }

    record Sequence(Place place, List<Node> elements) implements Node {}

    /** Keys in order, each with its own place. */
    record Mapping(Place place, LinkedHashMap<String, Node> members, Map<String, Place> keys) implements Node {}
}
