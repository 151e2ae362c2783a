package dev.wascc.gate.provenance;

import dev.wascc.claims.Printable;
import dev.wascc.document.DocumentException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The members of one JSON object. A value of another type is refused; members that nobody knows are passed over, as in-toto's parsing
 * rules demand, and an absent value, null, an empty text and an empty object are the same.
 *
 * @param path of the object, for messages
 */
record Members(String path, Map<?, ?> values) {
    private static final int MAX_ELEMENTS = 10_000;

    static Members of(@Nullable Object json, String what) throws DocumentException {
        if (json instanceof Map<?, ?> values) {
            return new Members(what, values);
        }
        throw new DocumentException(what + " is no JSON object");
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    String text(String name) throws DocumentException {
        return optionalText(name).orElseThrow(() -> missing(name));
    }

    Optional<String> optionalText(String name) throws DocumentException {
        Object value = values.get(name);
        if (value == null || value instanceof String text && text.isEmpty()) {
            return Optional.empty();
        }
        if (value instanceof String text) {
            return Optional.of(text);
        }
        throw wrong(name, "a text");
    }

    /** A URI that says how to read itself: one with a scheme. */
    String uri(String name) throws DocumentException {
        String text = text(name);
        if (!isUri(text)) {
            throw wrong(name, "a URI with a scheme");
        }
        return text;
    }

    static boolean isUri(String text) {
        try {
            return new URI(text).isAbsolute();
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** Lower-case hex. */
    Optional<String> hex(String name, int... lengths) throws DocumentException {
        Optional<String> text = optionalText(name);
        if (text.isPresent()) {
            int found = text.get().length();
            if (!text.get().matches("[0-9a-f]+")
                    || java.util.stream.IntStream.of(lengths).noneMatch(length -> length == found)) {
                throw wrong(name, "a digest in lower-case hex");
            }
        }
        return text;
    }

    Optional<Instant> instant(String name) throws DocumentException {
        Optional<String> text = optionalText(name);
        try {
            return text.map(time -> OffsetDateTime.parse(time).toInstant());
        } catch (DateTimeException e) {
            throw wrong(name, "a time as in RFC 3339");
        }
    }

    Members object(String name) throws DocumentException {
        return optionalObject(name).orElseThrow(() -> missing(name));
    }

    Optional<Members> optionalObject(String name) throws DocumentException {
        Object value = values.get(name);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof Map<?, ?> members) {
            return members.isEmpty() ? Optional.empty() : Optional.of(new Members(path + "." + name, members));
        }
        throw wrong(name, "an object");
    }

    /** The objects of a list; none where it is absent. */
    List<Members> objects(String name) throws DocumentException {
        Object value = values.get(name);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof List<?> elements)) {
            throw wrong(name, "a list");
        }
        if (elements.size() > MAX_ELEMENTS) {
            throw wrong(name, "a list of at most " + MAX_ELEMENTS);
        }
        List<Members> objects = new ArrayList<>();
        for (Object element : elements) {
            objects.add(of(element, path + "." + name + "[" + objects.size() + "]"));
        }
        return objects;
    }

    DocumentException wrong(String name, String expected) {
        return new DocumentException(
                path + "." + name + " is not " + expected + ": " + Printable.of(String.valueOf(values.get(name))));
    }

    private DocumentException missing(String name) {
        return new DocumentException(path + "." + name + " is missing");
    }
}
