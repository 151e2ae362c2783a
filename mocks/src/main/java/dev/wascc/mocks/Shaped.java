package dev.wascc.mocks;

import dev.wascc.document.DocumentException;
import dev.wascc.document.Fields;
import dev.wascc.document.Node;
import dev.wascc.document.Node.Mapping;
import dev.wascc.document.Suggestion;
import dev.wascc.provider.message.MessageShape;
import dev.wascc.provider.message.Operations;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Operations and payloads in documents, checked against the messages that are known. */
final class Shaped {
    private Shaped() {}

    static String operation(Fields entry) throws DocumentException {
        return entry.filled("operation");
    }

    /** What a payload is to have: any of its fields, or the whole of a raw one. */
    static Object part(Fields entry, String key, Optional<MessageShape> shape) throws DocumentException {
        Optional<Node> node = entry.given(key);
        if (node.isEmpty()) {
            return Map.of();
        }
        requireFields(entry, key, node.get(), shape);
        @Nullable Object tree = Trees.of(node.get());
        return tree == null ? Map.of() : tree;
    }

    /** A whole payload; what it leaves out is empty, 0 or false. */
    static byte[] payload(Fields entry, String key, Optional<MessageShape> shape) throws DocumentException {
        Optional<Node> node = entry.given(key);
        if (node.isEmpty()) {
            return new byte[0];
        }
        requireFields(entry, key, node.get(), shape);
        @Nullable Object tree = Trees.of(node.get());
        try {
            return Payloads.bytes(shape, tree == null ? "" : tree);
        } catch (IllegalArgumentException e) {
            throw entry.at(node.get().place(), key + ": " + e.getMessage());
        }
    }

    private static void requireFields(Fields entry, String key, Node node, Optional<MessageShape> shape)
            throws DocumentException {
        if (shape.isEmpty()
                || !(node instanceof Mapping mapping)
                || mapping.members().containsKey("base64")) {
            return;
        }
        List<String> known =
                shape.get().fields().stream().map(MessageShape.Field::name).toList();
        for (String member : mapping.members().keySet()) {
            if (!known.contains(member)) {
                throw entry.at(
                        mapping.keys().getOrDefault(member, mapping.place()),
                        "the " + key + ", a " + shape.get() + ", has no field " + member
                                + Suggestion.of(member, known));
            }
        }
    }

    /** Refuses an operation that is nearly one that is known: it would never be called. */
    static void requireNoSlip(Fields entry, String operation) throws DocumentException {
        if (Operations.named(operation).isPresent()) {
            return;
        }
        String meant = Suggestion.of(operation, KNOWN);
        if (meant.startsWith("; did you mean") && KNOWN.stream().anyMatch(operation::equalsIgnoreCase)) {
            throw entry.at(entry.required("operation").place(), "no operation is called " + operation + meant);
        }
    }

    private static final List<String> KNOWN = Operations.names();
}
