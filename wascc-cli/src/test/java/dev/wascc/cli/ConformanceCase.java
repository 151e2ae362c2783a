package dev.wascc.cli;

import dev.wascc.claims.TrustPolicy;
import dev.wascc.document.JsonTree;
import dev.wascc.gate.Gate;
import dev.wascc.gate.Policy;
import dev.wascc.gate.provenance.Attestations;
import dev.wascc.gate.use.UseTrace;
import dev.wascc.nkeys.PublicKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A case of the corpus, as {@code conformance/README.md} describes its members. */
record ConformanceCase(Map<String, Object> members) {
    static final Path CORPUS = Path.of("../conformance").toAbsolutePath().normalize();

    private static final Pattern RULE = Pattern.compile("WASCC-[A-Z]\\d{3}");
    private static final Pattern TRACE = Pattern.compile("(?m)^\\s+at [\\w.$/]+\\(|Exception|unexpected failure");

    static Stream<ConformanceCase> all() throws Exception {
        Map<?, ?> index = (Map<?, ?>) JsonTree.read(Files.readString(CORPUS.resolve("cases.json")));
        return ((List<?>) index.get("cases")).stream().map(ConformanceCase::of);
    }

    @SuppressWarnings("unchecked")
    private static ConformanceCase of(Object members) {
        return new ConformanceCase((Map<String, Object>) members);
    }

    String id() {
        return text("id");
    }

    int exitCode() {
        return ((Number) members.get("exitCode")).intValue();
    }

    boolean starts() {
        return Boolean.TRUE.equals(members.get("starts"));
    }

    /** Whether the options of a host can say it. */
    boolean forHosts() {
        return !has("at") && !has("used") && !has("attestations");
    }

    Path module() {
        return CORPUS.resolve(text("module"));
    }

    Set<String> rules() {
        return new TreeSet<>(texts("rules"));
    }

    Set<String> warnings() {
        return new TreeSet<>(texts("warnings"));
    }

    /** The options of {@code wascc verify}. */
    List<String> options() {
        List<String> options = new ArrayList<>();
        texts("trust").forEach(key -> options.addAll(List.of("--trust", key)));
        if (has("policy")) {
            options.addAll(List.of("--policy", CORPUS.resolve(text("policy")).toString()));
        }
        if (has("at")) {
            options.addAll(List.of("--at", text("at")));
        }
        texts("used")
                .forEach(file ->
                        options.addAll(List.of("--used", CORPUS.resolve(file).toString())));
        texts("attestations")
                .forEach(file -> options.addAll(
                        List.of("--attestation", CORPUS.resolve(file).toString())));
        return options;
    }

    Clock clock() {
        return has("at") ? Clock.fixed(Instant.parse(text("at")), ZoneOffset.UTC) : Clock.systemUTC();
    }

    /** The gate that a host has which is embedded: it knows of evidence too. */
    Gate gate() throws Exception {
        Set<PublicKey> trusted = new HashSet<>();
        for (String key : texts("trust")) {
            trusted.add(PublicKey.parse(key));
        }
        Gate gate = has("policy")
                ? Gate.by(Policy.read(CORPUS.resolve(text("policy"))), trusted, clock())
                : Gate.trusting(TrustPolicy.trusting(trusted), clock());
        for (String file : texts("used")) {
            gate = gate.withUse(UseTrace.read(CORPUS.resolve(file)));
        }
        for (String file : texts("attestations")) {
            gate = gate.withAttestations(Attestations.read(CORPUS.resolve(file)));
        }
        return gate;
    }

    /** The rules that a text names. */
    static Set<String> named(String text) {
        return RULE.matcher(text).results().map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Whether a text is what a program says that did not expect what came. */
    static boolean isTrace(String text) {
        return TRACE.matcher(text).find();
    }

    private boolean has(String member) {
        return members.containsKey(member);
    }

    private String text(String member) {
        return (String) members.get(member);
    }

    private List<String> texts(String member) {
        return ((List<?>) members.getOrDefault(member, List.of()))
                .stream().map(String.class::cast).toList();
    }

    @Override
    public String toString() {
        return id();
    }
}
