package dev.wascc.gate;

import dev.wascc.document.Document;
import dev.wascc.document.DocumentException;
import dev.wascc.document.Fields;
import dev.wascc.document.Node;
import dev.wascc.nkeys.InvalidKeyTextException;
import dev.wascc.nkeys.KeyRole;
import dev.wascc.nkeys.PublicKey;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A document to a policy. Strict: what it does not know it refuses, as a misspelt rule must never be no rule. */
final class PolicyParser {
    static final List<String> LEVELS =
            Stream.of(Level.values()).map(Level::word).toList();

    private final Document document;
    private final Path directory;

    PolicyParser(Document document, Path directory) {
        this.document = document;
        this.directory = directory;
    }

    Policy policy() throws DocumentException {
        Fields top = Fields.of(
                document.file(),
                document.root(),
                "a policy",
                List.of("version", "level", "issuers", "actors", "default"));
        top.number(top.required("version"), "version", 1, 1);
        Level level = level(top, Level.ENFORCE);
        Map<PublicKey, String> issuers = issuers(top);
        List<ActorRule> rules = new ArrayList<>();
        Optional<Node> actors = top.given("actors");
        if (actors.isPresent()) {
            for (Node rule : top.list(actors.get(), "actors")) {
                rules.add(new ActorRuleParser(document.file(), directory, issuers, level).rule(rule));
            }
        }
        Optional<Node> otherwise = top.given("default");
        boolean deny = otherwise.isEmpty()
                || top.word(otherwise.get(), "default", List.of("deny", "allow"))
                        .equals("deny");
        return new Policy(document.file(), level, issuers, rules, deny);
    }

    static Level level(Fields fields, Level otherwise) throws DocumentException {
        Optional<Node> node = fields.given("level");
        return node.isEmpty()
                ? otherwise
                : Level.valueOf(fields.word(node.get(), "level", LEVELS).toUpperCase(Locale.ROOT));
    }

    private Map<PublicKey, String> issuers(Fields top) throws DocumentException {
        Map<PublicKey, String> issuers = new LinkedHashMap<>();
        List<Node> entries = top.list(top.required("issuers"), "issuers");
        for (Node node : entries) {
            Fields entry = Fields.of(document.file(), node, "an issuer", List.of("key", "name"));
            PublicKey key = key(entry);
            String name = entry.filled("name");
            if (issuers.containsKey(key)) {
                throw entry.at(entry.place("key"), "this key is listed twice");
            }
            if (issuers.containsValue(name)) {
                throw entry.at(entry.place("name"), "the name " + name + " is taken by another issuer");
            }
            issuers.put(key, name);
        }
        if (issuers.isEmpty()) {
            throw top.at(
                    top.place("issuers"),
                    "a policy trusts somebody: list at least one issuer, with key and name; wascc keys list shows keys");
        }
        return issuers;
    }

    private static PublicKey key(Fields entry) throws DocumentException {
        String text = entry.filled("key");
        String why = "";
        try {
            PublicKey key = PublicKey.parse(text);
            if (key.role() == KeyRole.ACCOUNT || key.role() == KeyRole.OPERATOR) {
                return key;
            }
        } catch (InvalidKeyTextException e) {
            why = ": " + e.getMessage();
        }
        throw entry.at(
                entry.required("key").place(),
                "key is the public key of an account, 56 characters that begin with A" + why);
    }
}
