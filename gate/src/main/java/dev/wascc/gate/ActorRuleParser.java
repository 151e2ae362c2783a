package dev.wascc.gate;

import dev.wascc.claims.Finding.Source;
import dev.wascc.document.DocumentException;
import dev.wascc.document.Fields;
import dev.wascc.document.Node;
import dev.wascc.document.Node.Place;
import dev.wascc.document.Node.Sequence;
import dev.wascc.document.Suggestion;
import dev.wascc.gate.ClaimRequirement.Providers;
import dev.wascc.gate.UseRequirement.Mode;
import dev.wascc.nkeys.PublicKey;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One entry of {@code actors} to a rule. */
final class ActorRuleParser {
    private static final List<String> KEYS = List.of(
            "match",
            "level",
            "issuers",
            "capabilities",
            "validity",
            "require",
            "revision",
            "callAliases",
            "providers",
            "imports",
            "provenance",
            "leastPrivilege");
    private static final int MAX_DAYS = 366_000;
    private static final int MAX_SKEW = 300;

    private final String file;
    private final Path directory;
    private final Map<PublicKey, String> trusted;
    private final Level level;
    private final List<Requirement> requirements = new ArrayList<>();
    private @Nullable Set<PublicKey> issuers;

    ActorRuleParser(String file, Path directory, Map<PublicKey, String> trusted, Level level) {
        this.file = file;
        this.directory = directory;
        this.trusted = trusted;
        this.level = level;
    }

    ActorRule rule(Node node) throws DocumentException {
        Fields rule = Fields.of(file, node, "a rule for actors", KEYS);
        Fields match = Fields.of(file, rule.required("match"), "match", List.of("name", "subject"));
        List<Glob> names = globs(match, "name");
        List<Glob> subjects = globs(match, "subject");
        if (names.isEmpty() && subjects.isEmpty()) {
            throw match.at(
                    match.place(), "match names a pattern of a name, a subject, or both; name: \"*\" is for all");
        }
        String label = '"' + Glob.listed(names.isEmpty() ? subjects : names) + '"';
        issuers(rule, label);
        capabilities(rule, label);
        Duration clockSkew = validity(rule);
        fields(rule);
        aliases(rule);
        providers(rule, label);
        imports(rule, label);
        leastPrivilege(rule);
        provenance(rule, label);
        Path lock = revision(rule);
        return new ActorRule(
                label,
                names,
                subjects,
                PolicyParser.level(rule, level),
                clockSkew,
                rule.place().line(),
                asks(rule),
                requirements,
                lock);
    }

    private static List<String> asks(Fields rule) {
        return KEYS.stream()
                .filter(key -> !key.equals("match") && !key.equals("level"))
                .flatMap(key -> rule.optional(key).map(node -> key + ": " + node.flow()).stream())
                .toList();
    }

    private void issuers(Fields rule, String label) throws DocumentException {
        Optional<Node> node = rule.given("issuers");
        if (node.isEmpty()) {
            return;
        }
        Map<PublicKey, String> named = new LinkedHashMap<>();
        for (Node element : rule.list(node.get(), "issuers")) {
            String name = rule.filled(element, "each of issuers");
            PublicKey key = trusted.entrySet().stream()
                    .filter(issuer -> issuer.getValue().equals(name))
                    .map(Map.Entry::getKey)
                    .findFirst()
                    .orElseThrow(() -> rule.at(
                            element.place(),
                            "no issuer of this policy has the name " + name + Suggestion.of(name, trusted.values())));
            named.put(key, name);
        }
        if (named.isEmpty()) {
            throw rule.at(
                    node.get().place(), "a rule without issuers lets nobody in; leave the key out for all issuers");
        }
        issuers = named.keySet();
        requirements.add(new IssuerRequirement(label, named, trusted, source(rule, "issuers")));
    }

    private void capabilities(Fields rule, String label) throws DocumentException {
        Fields capabilities = mapping(rule, "capabilities", List.of("allow", "deny", "require"));
        if (capabilities == null) {
            return;
        }
        Optional<Node> deny = capabilities.given("deny");
        List<Glob> denied = deny.isPresent() ? Glob.of(capabilities.texts(deny.get(), "deny")) : List.of();
        if (!denied.isEmpty()) {
            requirements.add(new CapabilityRequirement.Denied(label, denied, source(capabilities, "deny")));
        }
        Optional<Node> allow = capabilities.given("allow");
        if (allow.isPresent()) {
            List<Glob> allowed = Glob.of(capabilities.texts(allow.get(), "allow"));
            requirements.add(new CapabilityRequirement.Allowed(label, allowed, denied, source(capabilities, "allow")));
        }
        Optional<Node> require = capabilities.given("require");
        if (require.isPresent()) {
            List<String> required = capabilities.texts(require.get(), "require");
            requirements.add(new CapabilityRequirement.Required(label, required, source(capabilities, "require")));
        }
    }

    private Duration validity(Fields rule) throws DocumentException {
        Fields validity =
                mapping(rule, "validity", List.of("maxDays", "minRemainingDays", "requireExpiry", "clockSkewSeconds"));
        if (validity == null) {
            return Duration.ZERO;
        }
        Optional<Node> most = validity.given("maxDays");
        if (most.isPresent()) {
            int days = validity.number(most.get(), "maxDays", 1, MAX_DAYS);
            requirements.add(new ValidityRequirement.AtMost(days, source(validity, "maxDays")));
        }
        Optional<Node> remaining = validity.given("minRemainingDays");
        if (remaining.isPresent()) {
            int days = validity.number(remaining.get(), "minRemainingDays", 0, MAX_DAYS);
            requirements.add(new ValidityRequirement.Remaining(days, source(validity, "minRemainingDays")));
        }
        Optional<Node> expiry = validity.given("requireExpiry");
        if (expiry.isPresent() && validity.flag(expiry.get(), "requireExpiry")) {
            requirements.add(new ValidityRequirement.Expiring(source(validity, "requireExpiry")));
        }
        Optional<Node> skew = validity.given("clockSkewSeconds");
        return skew.isEmpty()
                ? Duration.ZERO
                : Duration.ofSeconds(validity.number(skew.get(), "clockSkewSeconds", 0, MAX_SKEW));
    }

    private void fields(Fields rule) throws DocumentException {
        Optional<Node> require = rule.given("require");
        if (require.isEmpty()) {
            return;
        }
        List<String> known = ClaimRequirement.FIELDS.keySet().stream().sorted().toList();
        List<String> fields = new ArrayList<>();
        for (Node element : rule.list(require.get(), "require")) {
            fields.add(rule.word(element, "each of require", known));
        }
        requirements.add(new ClaimRequirement.Present(fields, source(rule, "require")));
    }

    private void aliases(Fields rule) throws DocumentException {
        Fields aliases = mapping(rule, "callAliases", List.of("allow", "deny"));
        if (aliases != null) {
            requirements.add(
                    new ClaimRequirement.Alias(allowed(aliases), globs(aliases, "deny"), source(rule, "callAliases")));
        }
    }

    private void providers(Fields rule, String label) throws DocumentException {
        Optional<Node> node = rule.given("providers");
        List<String> words = Stream.of(Providers.values()).map(Providers::word).toList();
        Providers providers = node.isEmpty()
                ? Providers.DENY
                : Providers.valueOf(rule.word(node.get(), "providers", words).toUpperCase(Locale.ROOT));
        requirements.add(
                new ClaimRequirement.Kind(label, providers, source(rule, node.isEmpty() ? "match" : "providers")));
    }

    private void imports(Fields rule, String label) throws DocumentException {
        Fields imports = mapping(rule, "imports", List.of("allow", "deny"));
        if (imports != null) {
            requirements.add(
                    new ImportRequirement(label, allowed(imports), globs(imports, "deny"), source(rule, "imports")));
        }
    }

    private void leastPrivilege(Fields rule) throws DocumentException {
        requirements.add(
                rule.has("leastPrivilege")
                        ? new UseRequirement(
                                Mode.named(rule.word(rule.required("leastPrivilege"), "leastPrivilege", Mode.WORDS)),
                                source(rule, "leastPrivilege"))
                        : UseRequirement.IF_RECORDED);
    }

    private void provenance(Fields rule, String label) throws DocumentException {
        Fields asked = mapping(rule, "provenance", List.of("required", "builder", "source", "commit"));
        if (asked == null) {
            requirements.add(
                    issuers == null ? ProvenanceRequirement.IF_GIVEN : ProvenanceRequirement.signedBy(issuers));
            return;
        }
        Optional<Node> required = asked.given("required");
        requirements.add(new ProvenanceRequirement(
                label,
                required.isEmpty() || asked.flag(required.get(), "required"),
                globs(asked, "builder"),
                globs(asked, "source"),
                globs(asked, "commit"),
                issuers,
                source(rule, "provenance")));
    }

    private @Nullable Path revision(Fields rule) throws DocumentException {
        Fields revision = mapping(rule, "revision", List.of("notBelow"));
        if (revision == null) {
            return null;
        }
        String name = revision.filled("notBelow");
        Path lock;
        try {
            lock = directory.resolve(name).normalize();
        } catch (InvalidPathException e) {
            throw revision.at(revision.place("notBelow"), "notBelow is the name of a file");
        }
        requirements.add(new RevisionRequirement(name, lock, source(revision, "notBelow")));
        return lock;
    }

    private @Nullable Fields mapping(Fields rule, String key, List<String> known) throws DocumentException {
        Optional<Node> node = rule.given(key);
        return node.isEmpty() ? null : Fields.of(file, node.get(), key, known);
    }

    /** Everything, where the key is left out. */
    private static List<Glob> allowed(Fields fields) throws DocumentException {
        return fields.has("allow") ? globs(fields, "allow") : List.of(new Glob("*"));
    }

    /** One pattern, or a list of them. */
    private static List<Glob> globs(Fields fields, String key) throws DocumentException {
        Optional<Node> node = fields.given(key);
        if (node.isEmpty()) {
            return List.of();
        }
        return node.get() instanceof Sequence
                ? Glob.of(fields.texts(node.get(), key))
                : List.of(new Glob(fields.filled(node.get(), key)));
    }

    private Source source(Fields fields, String key) {
        Place place = fields.place(key);
        return new Source(file, place.line(), place.column());
    }
}
