package dev.wascc.host.manifest;

import dev.wascc.host.manifest.Manifest.ProviderEntry;
import dev.wascc.host.manifest.Node.Mapping;
import dev.wascc.host.manifest.Node.Place;
import dev.wascc.host.manifest.Node.Scalar;
import dev.wascc.host.manifest.Node.Sequence;
import dev.wascc.nkeys.InvalidKeyTextException;
import dev.wascc.nkeys.KeyRole;
import dev.wascc.nkeys.PublicKey;
import dev.wascc.provider.Binding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Nodes to a manifest; strict about keys and types, and exact about where they are wrong. */
final class ManifestParser {
    private final String file;
    private final @Nullable Map<String, String> environment;

    ManifestParser(String file, @Nullable Map<String, String> environment) {
        this.file = file;
        this.environment = environment;
    }

    Manifest manifest(Node root) throws ManifestException {
        Mapping top = mapping(root, "a manifest", List.of("labels", "actors", "capabilities", "bindings"));
        List<String> actors = new ArrayList<>();
        for (Node actor : required(top, "actors")) {
            actors.add(filled(actor, "an actor"));
        }
        List<ProviderEntry> capabilities = new ArrayList<>();
        for (Node capability : required(top, "capabilities")) {
            Mapping entry = mapping(capability, "a capability", List.of("path", "binding_name"));
            capabilities.add(
                    new ProviderEntry(filled(entry, "path"), optional(entry, "binding_name", Binding.DEFAULT_NAME)));
        }
        List<Binding> bindings = new ArrayList<>();
        for (Node binding : required(top, "bindings")) {
            bindings.add(binding(binding));
        }
        return new Manifest(texts(present(top, "labels"), "labels"), actors, capabilities, bindings);
    }

    private Binding binding(Node node) throws ManifestException {
        Mapping entry = mapping(node, "a binding", List.of("actor", "capability", "binding", "values"));
        return new Binding(
                key(entry, "actor"),
                filled(entry, "capability"),
                optional(entry, "binding", Binding.DEFAULT_NAME),
                texts(present(entry, "values"), "values"));
    }

    private Mapping mapping(Node node, String what, List<String> known) throws ManifestException {
        if (!(node instanceof Mapping mapping)) {
            throw at(node.place(), what + " is a mapping with the keys " + String.join(", ", known));
        }
        for (String key : mapping.members().keySet()) {
            if (!known.contains(key)) {
                Place place = mapping.keys().getOrDefault(key, mapping.place());
                throw at(place, what + " has no key " + key + Suggestion.of(key, known));
            }
        }
        return mapping;
    }

    private List<Node> required(Mapping mapping, String key) throws ManifestException {
        Node node = mapping.members().get(key);
        if (node == null) {
            throw at(mapping.place(), "the list " + key + " is missing; write " + key + ": [] if there are none");
        }
        if (!(node instanceof Sequence sequence)) {
            throw at(node.place(), key + " is a list; write " + key + ": [] if there are none");
        }
        return sequence.elements();
    }

    private static @Nullable Node present(Mapping mapping, String key) {
        Node node = mapping.members().get(key);
        return node instanceof Scalar scalar && scalar.text() == null ? null : node;
    }

    private Node needed(Mapping mapping, String key) throws ManifestException {
        Node node = mapping.members().get(key);
        if (node == null) {
            throw at(mapping.place(), key + " is missing here");
        }
        return node;
    }

    private String filled(Mapping mapping, String key) throws ManifestException {
        return filled(needed(mapping, key), key);
    }

    private String filled(Node node, String what) throws ManifestException {
        String text = text(node, what);
        if (text.isBlank()) {
            throw at(node.place(), what + " is empty");
        }
        return text;
    }

    private String key(Mapping mapping, String key) throws ManifestException {
        Node node = needed(mapping, key);
        String text = filled(node, key);
        String why = "";
        try {
            PublicKey parsed = PublicKey.parse(text);
            if (parsed.role() == KeyRole.MODULE) {
                return parsed.text();
            }
        } catch (InvalidKeyTextException e) {
            why = text.contains("${") ? "; ${…} was not expanded, or is not set" : " (" + e.getMessage() + ")";
        }
        throw at(
                node.place(),
                key + " is the public key of the actor, 56 characters that begin with M, not its name" + why
                        + "; wascc inspect shows it");
    }

    /** Where nothing or null is given, {@code otherwise}. */
    private String optional(Mapping mapping, String key, String otherwise) throws ManifestException {
        Node node = present(mapping, key);
        return node == null ? otherwise : text(node, key);
    }

    private Map<String, String> texts(@Nullable Node node, String what) throws ManifestException {
        if (node == null) {
            return Map.of();
        }
        if (!(node instanceof Mapping mapping)) {
            throw at(node.place(), what + " is a mapping of names to strings");
        }
        Map<String, String> texts = new LinkedHashMap<>();
        for (Map.Entry<String, Node> member : mapping.members().entrySet()) {
            texts.put(member.getKey(), secret(member.getValue(), member.getKey()));
        }
        return texts;
    }

    private String text(Node node, String what) throws ManifestException {
        return text(node, what, node instanceof Scalar scalar ? scalar.text() : null);
    }

    /** A text that no message may show. */
    private String secret(Node node, String what) throws ManifestException {
        return text(node, what, node instanceof Scalar scalar && scalar.text() != null ? "…" : null);
    }

    private String text(Node node, String what, @Nullable String shown) throws ManifestException {
        if (node instanceof Scalar scalar && scalar.quoted() && scalar.text() != null) {
            return environment == null ? scalar.text() : EnvExpansion.expand(scalar.text(), environment);
        }
        throw at(node.place(), what + " is a string" + (shown == null ? "" : "; put it in quotes: \"" + shown + "\""));
    }

    private ManifestException at(Place place, String message) {
        return new ManifestException(file + ":" + place.line() + ":" + place.column() + ": " + message);
    }
}
