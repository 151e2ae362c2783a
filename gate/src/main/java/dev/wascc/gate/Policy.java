package dev.wascc.gate;

import dev.wascc.claims.Claims;
import dev.wascc.claims.Metadata;
import dev.wascc.document.Document;
import dev.wascc.document.DocumentException;
import dev.wascc.nkeys.PublicKey;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a policy file says. {@code docs/policy.md} describes it, {@code wascc-policy.schema.json} is its JSON Schema.
 *
 * <p>The first rule that matches an actor is the one that counts.
 */
public final class Policy {
    private final String file;
    private final Level level;
    private final Map<PublicKey, String> issuers;
    private final List<ActorRule> rules;
    private final boolean denyUnmatched;

    Policy(String file, Level level, Map<PublicKey, String> issuers, List<ActorRule> rules, boolean denyUnmatched) {
        this.file = file;
        this.level = level;
        this.issuers = Collections.unmodifiableMap(issuers);
        this.rules = List.copyOf(rules);
        this.denyUnmatched = denyUnmatched;
    }

    /**
     * Reads a policy file, YAML or JSON. Lock files that it names lie beside it.
     *
     * @throws DocumentException with file, line and column, what is wrong and what was meant
     */
    public static Policy read(Path file) throws DocumentException {
        Path directory = file.toAbsolutePath().getParent();
        return new PolicyParser(Document.read(file), directory == null ? Path.of("") : directory).policy();
    }

    /** The JSON Schema of policy files, draft 2020-12. */
    public static String schema() {
        return Resource.text(Policy.class, "wascc-policy.schema.json");
    }

    /** Reads a policy's text; {@code file} is what messages call it, lock files are looked for in {@code directory}. */
    public static Policy parse(String file, String text, boolean yaml, Path directory) throws DocumentException {
        return new PolicyParser(Document.parse(file, text, yaml), directory).policy();
    }

    /** What messages call it. */
    public String file() {
        return file;
    }

    public Level level() {
        return level;
    }

    /** The trusted issuers and their names. */
    public Map<PublicKey, String> issuers() {
        return issuers;
    }

    /** Whether an actor that no rule matches is refused. */
    public boolean deniesUnmatched() {
        return denyUnmatched;
    }

    /** Its rules in short, in their order. */
    public List<RuleOutline> outline() {
        List<RuleOutline> outline = new ArrayList<>();
        boolean reachable = true;
        for (ActorRule rule : rules) {
            outline.add(new RuleOutline(rule.label(), rule.line(), rule.level(), rule.asks(), reachable));
            reachable &= !rule.matchesAll();
        }
        return outline;
    }

    /** The lock files that its rules name. */
    public Set<Path> locks() {
        Set<Path> locks = new TreeSet<>();
        rules.forEach(rule -> Optional.ofNullable(rule.lock()).ifPresent(locks::add));
        return locks;
    }

    Optional<ActorRule> ruleFor(Claims<Metadata.Actor> claims) {
        return rules.stream().filter(rule -> rule.matches(claims)).findFirst();
    }
}
