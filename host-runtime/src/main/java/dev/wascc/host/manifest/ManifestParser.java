package dev.wascc.host.manifest;

import dev.wascc.document.Document;
import dev.wascc.document.DocumentException;
import dev.wascc.document.Fields;
import dev.wascc.document.Node;
import dev.wascc.document.Node.Mapping;
import dev.wascc.document.Node.Scalar;
import dev.wascc.document.Node.Sequence;
import dev.wascc.host.Host;
import dev.wascc.host.manifest.Manifest.ActorEntry;
import dev.wascc.host.manifest.Manifest.ProviderEntry;
import dev.wascc.nkeys.InvalidKeyTextException;
import dev.wascc.nkeys.KeyRole;
import dev.wascc.nkeys.PublicKey;
import dev.wascc.provider.Binding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A document to a manifest; strict about keys and types, and exact about where they are wrong. */
final class ManifestParser {
    private static final List<String> KEYS =
            List.of("labels", "actors", "capabilities", "bindings", "limits", "trust", "policy", "mocks");

    private final String file;
    private final @Nullable Map<String, String> environment;

    ManifestParser(String file, @Nullable Map<String, String> environment) {
        this.file = file;
        this.environment = environment;
    }

    Manifest manifest(Document document) throws DocumentException {
        Fields top = Fields.of(file, document.root(), "a manifest", KEYS);
        List<ActorEntry> actors = new ArrayList<>();
        for (Node actor : required(top, "actors")) {
            actors.add(actor(top, actor));
        }
        List<ProviderEntry> capabilities = new ArrayList<>();
        for (Node capability : required(top, "capabilities")) {
            Fields entry = Fields.of(
                    file, capability, "a capability", List.of("path", "binding_name", "sha256", "limits", "files"));
            capabilities.add(new ProviderEntry(
                    filled(entry, "path"),
                    optional(entry, "binding_name", Binding.DEFAULT_NAME),
                    LimitsParser.own(entry),
                    FilesParser.own(entry, this::expanded),
                    sha256(entry)));
        }
        MocksParser mocks = new MocksParser(top, this::expanded);
        List<Binding> bindings = new ArrayList<>();
        for (Node binding : required(top, "bindings")) {
            bindings.add(binding(binding, mocks));
        }
        LimitsParser.HostWide limits = LimitsParser.hostWide(top);
        return new Manifest(
                texts(top, "labels"),
                actors,
                capabilities,
                bindings,
                limits.limits(),
                limits.totalMib(),
                trust(top),
                policy(top),
                mocks.mocks(bindings));
    }

    /** A file, as in wascc-host, or a file with settings of its own. */
    private ActorEntry actor(Fields top, Node node) throws DocumentException {
        if (!(node instanceof Mapping)) {
            return ActorEntry.of(expanded(top.filled(node, "an actor")));
        }
        Fields entry = Fields.of(file, node, "an actor", List.of("path", "instances", "limits", "files"));
        Optional<Node> instances = entry.optional("instances");
        return new ActorEntry(
                filled(entry, "path"),
                instances.isPresent() ? entry.number(instances.get(), "instances", 1, Host.MAX_INSTANCES) : 1,
                LimitsParser.own(entry),
                FilesParser.own(entry, this::expanded));
    }

    private Set<PublicKey> trust(Fields top) throws DocumentException {
        Optional<Node> node = top.optional("trust");
        Set<PublicKey> issuers = new LinkedHashSet<>();
        if (node.isEmpty()) {
            return issuers;
        }
        for (Node element : top.list(node.get(), "trust")) {
            String text = expanded(top.filled(element, "each of trust"));
            issuers.add(key(top, element, text, KeyRole.ACCOUNT, "each of trust is the public key of an issuer"));
        }
        if (issuers.isEmpty()) {
            throw top.at(
                    node.get().place(),
                    "trust names nobody, so that nothing could run; leave it out to let in whoever signed");
        }
        return issuers;
    }

    private @Nullable String sha256(Fields entry) throws DocumentException {
        Optional<Node> node = entry.optional("sha256");
        if (node.isEmpty()) {
            return null;
        }
        String text = filled(entry, "sha256");
        if (!PrivateFile.isDigest(text)) {
            throw entry.at(node.get().place(), "sha256 is 64 hexadecimal digits; sha256sum FILE prints them");
        }
        return text;
    }

    private @Nullable String policy(Fields top) throws DocumentException {
        return top.optional("policy").isPresent() ? filled(top, "policy") : null;
    }

    private Binding binding(Node node, MocksParser mocks) throws DocumentException {
        Fields entry = Fields.of(file, node, "a binding", List.of("actor", "capability", "binding", "values", "mock"));
        Binding binding = new Binding(
                key(
                                entry,
                                entry.required("actor"),
                                filled(entry, "actor"),
                                KeyRole.MODULE,
                                "actor is the public key of the actor")
                        .text(),
                filled(entry, "capability"),
                optional(entry, "binding", Binding.DEFAULT_NAME),
                texts(entry, "values"));
        mocks.binding(entry, binding);
        return binding;
    }

    private static List<Node> required(Fields fields, String key) throws DocumentException {
        Optional<Node> node = fields.optional(key);
        if (node.isEmpty() && !fields.has(key)) {
            throw fields.at(
                    fields.place(key), "the list " + key + " is missing; write " + key + ": [] if there are none");
        }
        if (node.isEmpty() || !(node.get() instanceof Sequence sequence)) {
            throw fields.at(fields.required(key).place(), key + " is a list; write " + key + ": [] if there are none");
        }
        return sequence.elements();
    }

    private String filled(Fields fields, String key) throws DocumentException {
        return expanded(fields.filled(key));
    }

    private PublicKey key(Fields fields, Node node, String text, KeyRole role, String what) throws DocumentException {
        String why = "";
        try {
            PublicKey parsed = PublicKey.parse(text);
            if (parsed.role() == role) {
                return parsed;
            }
        } catch (InvalidKeyTextException e) {
            why = text.contains("${") ? "; ${…} was not expanded, or is not set" : " (" + e.getMessage() + ")";
        }
        throw fields.at(
                node.place(),
                what + ", 56 characters that begin with " + role.letter() + ", not its name" + why
                        + "; wascc inspect shows it");
    }

    /** Where nothing or null is given, {@code otherwise}. */
    private String optional(Fields fields, String key, String otherwise) throws DocumentException {
        Optional<Node> node = fields.optional(key);
        return node.isEmpty() ? otherwise : expanded(fields.text(node.get(), key));
    }

    private Map<String, String> texts(Fields fields, String key) throws DocumentException {
        Optional<Node> node = fields.optional(key);
        if (node.isEmpty()) {
            return Map.of();
        }
        if (!(node.get() instanceof Mapping mapping)) {
            throw fields.at(node.get().place(), key + " is a mapping of names to strings");
        }
        Map<String, String> texts = new LinkedHashMap<>();
        for (Map.Entry<String, Node> member : mapping.members().entrySet()) {
            texts.put(member.getKey(), secret(fields, member.getValue(), member.getKey()));
        }
        return texts;
    }

    /** A text that no message may show. */
    private String secret(Fields fields, Node node, String what) throws DocumentException {
        if (node instanceof Scalar scalar && scalar.quoted() && scalar.text() != null) {
            return expanded(scalar.text());
        }
        boolean bare = node instanceof Scalar scalar && scalar.text() != null;
        throw fields.at(node.place(), what + " is a string" + (bare ? "; put it in quotes: \"…\"" : ""));
    }

    private String expanded(String text) {
        return environment == null ? text : EnvExpansion.expand(text, environment);
    }
}
