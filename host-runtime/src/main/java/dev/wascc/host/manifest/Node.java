package dev.wascc.host.manifest;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.TokenStreamLocation;

/** A piece of a document and where it stands. */
sealed interface Node {
    Place place();

    /** Line and column, from 1. */
    record Place(int line, int column) {
        static Place of(TokenStreamLocation location) {
            return new Place(location.getLineNr(), location.getColumnNr());
        }
    }

    /**
     * A scalar.
     *
     * @param text its value as text; absent for null
     * @param quoted whether it is a string, and not a number or a boolean
     */
    record Scalar(Place place, @Nullable String text, boolean quoted) implements Node {}

    record Sequence(Place place, List<Node> elements) implements Node {}

    /** Keys in order, each with its own place. */
    record Mapping(Place place, LinkedHashMap<String, Node> members, Map<String, Place> keys) implements Node {}
}
