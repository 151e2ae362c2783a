package dev.wascc.document;

import dev.wascc.document.Node.Mapping;
import dev.wascc.document.Node.Place;
import dev.wascc.document.Node.Scalar;
import dev.wascc.document.Node.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The members of one mapping, read strictly: a key that nobody knows, or a value of another type, is refused with its place. */
public final class Fields {
    private final String file;
    private final Mapping mapping;

    private Fields(String file, Mapping mapping) {
        this.file = file;
        this.mapping = mapping;
    }

    /**
     * The members of {@code node}.
     *
     * @param what it is, for messages: "a manifest"
     * @param known all keys it may have
     */
    public static Fields of(String file, Node node, String what, List<String> known) throws DocumentException {
        if (!(node instanceof Mapping mapping)) {
            throw at(file, node.place(), what + " is a mapping with the keys " + String.join(", ", known));
        }
        for (String key : mapping.members().keySet()) {
            if (!known.contains(key)) {
                Place place = mapping.keys().getOrDefault(key, mapping.place());
                throw at(file, place, what + " has no key " + key + Suggestion.of(key, known));
            }
        }
        return new Fields(file, mapping);
    }

    public String file() {
        return file;
    }

    public Place place() {
        return mapping.place();
    }

    /** Where a key stands; the mapping's own place where it does not. */
    public Place place(String key) {
        return mapping.keys().getOrDefault(key, mapping.place());
    }

    /** Whether a key is there, be it null. */
    public boolean has(String key) {
        return mapping.members().containsKey(key);
    }

    /** The value of a key, unless it is missing or null. */
    public Optional<Node> optional(String key) {
        return Optional.ofNullable(mapping.members().get(key))
                .filter(node -> !(node instanceof Scalar scalar && scalar.absent()));
    }

    /** The value of a key, unless it is missing; one that is there with nothing behind it is refused, as it may have meant anything. */
    public Optional<Node> given(String key) throws DocumentException {
        if (has(key) && optional(key).isEmpty()) {
            throw at(place(key), key + " has nothing behind it; give it a value, or leave it out");
        }
        return optional(key);
    }

    /** The value of a key that may not be missing; it may be null. */
    public Node required(String key) throws DocumentException {
        Node node = mapping.members().get(key);
        if (node == null) {
            throw at(mapping.place(), key + " is missing here");
        }
        return node;
    }

    /** The string of a key that may not be missing or blank. */
    public String filled(String key) throws DocumentException {
        return filled(required(key), key);
    }

    /** A string that is not blank. */
    public String filled(Node node, String what) throws DocumentException {
        String text = text(node, what);
        if (text.isBlank()) {
            throw at(node.place(), what + " is empty");
        }
        return text;
    }

    /** A string. */
    public String text(Node node, String what) throws DocumentException {
        if (node instanceof Scalar scalar && scalar.quoted() && scalar.text() != null) {
            return scalar.text();
        }
        String shown = node instanceof Scalar scalar && scalar.text() != null
                ? "; put it in quotes: \"" + scalar.text() + "\""
                : "";
        throw at(node.place(), what + " is a string" + shown);
    }

    /** A whole number within bounds. */
    public int number(Node node, String what, int min, int max) throws DocumentException {
        if (node instanceof Scalar scalar && !scalar.quoted() && scalar.text() != null) {
            try {
                int number = Integer.parseInt(scalar.text());
                if (number >= min && number <= max) {
                    return number;
                }
            } catch (NumberFormatException e) {
                // said below
            }
        }
        throw at(node.place(), what + " is a whole number from " + min + " to " + max);
    }

    /** True or false. */
    public boolean flag(Node node, String what) throws DocumentException {
        if (node instanceof Scalar scalar && !scalar.quoted()) {
            if ("true".equals(scalar.text())) {
                return true;
            } else if ("false".equals(scalar.text())) {
                return false;
            }
        }
        throw at(node.place(), what + " is true or false");
    }

    /** One of some words. */
    public String word(Node node, String what, List<String> words) throws DocumentException {
        String text = text(node, what);
        if (!words.contains(text)) {
            throw at(node.place(), what + " is one of " + String.join(", ", words) + Suggestion.of(text, words));
        }
        return text;
    }

    /** A list. */
    public List<Node> list(Node node, String what) throws DocumentException {
        if (node instanceof Sequence sequence) {
            return sequence.elements();
        }
        throw at(node.place(), what + " is a list; write " + what + ": [] if there are none");
    }

    /** A list of strings that are not blank. */
    public List<String> texts(Node node, String what) throws DocumentException {
        List<String> texts = new ArrayList<>();
        for (Node element : list(node, what)) {
            texts.add(filled(element, "each of " + what));
        }
        return texts;
    }

    /** What to throw for something at a place in this document. */
    public DocumentException at(Place place, String message) {
        return at(file, place, message);
    }

    private static DocumentException at(String file, Place place, String message) {
        return new DocumentException(file + ":" + place.line() + ":" + place.column() + ": " + message);
    }
}
