package dev.wascc.gate;

import dev.wascc.claims.ActorModule;
import dev.wascc.claims.Claims;
import dev.wascc.claims.ClaimsException;
import dev.wascc.claims.ClaimsRule;
import dev.wascc.claims.Finding;
import dev.wascc.claims.Inspection;
import dev.wascc.claims.Metadata;
import dev.wascc.claims.Printable;
import dev.wascc.claims.TrustPolicy;
import dev.wascc.claims.Verifier;
import dev.wascc.claims.archive.ArchiveVerifier;
import dev.wascc.claims.archive.ProviderArchive;
import dev.wascc.claims.archive.VerifiedProvider;
import dev.wascc.document.DocumentException;
import dev.wascc.gate.provenance.Attestation;
import dev.wascc.gate.provenance.Attestations;
import dev.wascc.gate.provenance.Subject;
import dev.wascc.gate.use.UseTrace;
import dev.wascc.nkeys.PublicKey;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Judges signed modules: form, signature, hash, dates and issuer by {@link Verifier}, the rest by a policy. Safe for use by several
 * threads.
 */
public final class Gate {
    private static final Comparator<Finding> BY_WEIGHT = Comparator.comparing(Finding::severity)
            .thenComparing(finding -> finding.rule().exitClass())
            .thenComparing(finding -> finding.rule().id());

    private final TrustPolicy trust;
    private final @Nullable Policy policy;
    private final Evidence evidence;
    private final Clock clock;

    private Gate(TrustPolicy trust, @Nullable Policy policy, Evidence evidence, Clock clock) {
        this.trust = trust;
        this.policy = policy;
        this.evidence = evidence;
        this.clock = clock;
    }

    /** Without a policy file. */
    public static Gate trusting(TrustPolicy trust, Clock clock) {
        return new Gate(trust, null, Evidence.NONE, clock);
    }

    /**
     * By a policy file; reads the lock files that it names.
     *
     * @param narrower issuers that count, of those the policy trusts; empty: all of them
     * @throws DocumentException a lock file is there and not in order, or {@code narrower} leaves no issuer
     */
    public static Gate by(Policy policy, Set<PublicKey> narrower, Clock clock) throws DocumentException {
        return by(policy, narrower, clock, false);
    }

    /** As {@link #by(Policy, Set, Clock)}, for a run that will write the lock files: one that is missing is taken for empty. */
    public static Gate byNewLocks(Policy policy, Set<PublicKey> narrower, Clock clock) throws DocumentException {
        return by(policy, narrower, clock, true);
    }

    private static Gate by(Policy policy, Set<PublicKey> narrower, Clock clock, boolean newLocks)
            throws DocumentException {
        Set<PublicKey> issuers = policy.issuers().keySet().stream()
                .filter(key -> narrower.isEmpty() || narrower.contains(key))
                .collect(Collectors.toSet());
        if (issuers.isEmpty()) {
            throw new DocumentException(
                    policy.file() + ": trusts none of the issuers that --trust leaves; nothing could pass");
        }
        Map<Path, RevisionLock> locks = new HashMap<>();
        for (Path file : policy.locks()) {
            Optional<RevisionLock> lock = RevisionLock.read(file);
            if (lock.isPresent() || newLocks) {
                locks.put(file, lock.orElseGet(RevisionLock::empty));
            }
        }
        return new Gate(TrustPolicy.trusting(issuers), policy, Evidence.of(locks), clock);
    }

    /**
     * This gate, which also knows of a recorded run; several add up. Claims are then held against what was used, unless the policy's
     * rule turns {@code leastPrivilege} off.
     */
    public Gate withUse(UseTrace trace) {
        return new Gate(trust, policy, evidence.with(trace), clock);
    }

    /**
     * This gate, which also knows of attestations. One that is of a file must be signed by whoever is trusted (where nobody is named: by
     * the issuer of the module itself) and say what the policy's rule asks, if it asks anything.
     */
    public Gate withAttestations(Attestations more) {
        return new Gate(trust, policy, evidence.with(more), clock);
    }

    /** This gate, which also refuses what claims any other capability than these, whatever its policy says. */
    public Gate allowing(Set<String> capabilities) {
        return new Gate(new TrustPolicy(trust.issuers(), capabilities, trust.clockSkew()), policy, evidence, clock);
    }

    /** Whether it matters who signed. */
    public boolean judgesIssuer() {
        return trust.judgesIssuer();
    }

    /** What dates are held against. */
    public Clock clock() {
        return clock;
    }

    public Optional<Policy> policy() {
        return Optional.ofNullable(policy);
    }

    /** Everything that is wrong with a module, without throwing for any of it. */
    public Verdict judge(ActorModule module) {
        Optional<Claims<Metadata.Actor>> claims = claims(module);
        Optional<ActorRule> rule = claims.flatMap(this::rule);
        Inspection inspection = verifier(rule).inspect(module);
        List<Finding> findings = new ArrayList<>(
                inspection.findings().stream().map(this::withNames).toList());
        String sha256 = evidence.attestations().isEmpty() ? null : module.sha256();
        claims.map(said -> new Candidate(said, module, sha256, evidence, trust.issuers(), clock.instant()))
                .ifPresent(candidate -> findings.addAll(asked(rule, candidate)));
        findings.sort(BY_WEIGHT);
        return new Verdict(
                inspection,
                findings,
                rule.map(ActorRule::label),
                rule.map(ActorRule::lock),
                Optional.ofNullable(sha256));
    }

    /**
     * The module as something that can be run.
     *
     * @throws ClaimsException with everything that refuses it
     */
    public Admission admit(ActorModule module) throws ClaimsException {
        Verdict verdict = judge(module);
        if (verdict.refused()) {
            throw new ClaimsException(
                    verdict.findings().stream().filter(Finding::refuses).toList());
        }
        return new Admission(verifier(claims(module).flatMap(this::rule)).verify(module), verdict.findings());
    }

    /**
     * What is wrong with a provider archive: form, signature, files, dates and issuer, and what the policy asks of claims. A policy's rules
     * see it as a provider that claims the capability it provides.
     */
    public List<Finding> judge(ProviderArchive archive) throws IOException {
        Optional<Claims<Metadata.Actor>> claims =
                archive.token().flatMap(ArchiveVerifier::claims).map(Gate::asActor);
        Optional<ActorRule> rule = claims.flatMap(this::rule);
        List<Finding> findings = new ArrayList<>(new ArchiveVerifier(by(rule), clock)
                .findings(archive).stream().map(this::withNames).toList());
        String sha256 = evidence.attestations().isEmpty() ? null : archive.sha256();
        claims.map(said -> new Candidate(said, null, sha256, evidence, trust.issuers(), clock.instant()))
                .ifPresent(candidate -> {
                    findings.addAll(asked(rule, candidate));
                    findings.addAll(notAllowed(candidate));
                });
        findings.sort(BY_WEIGHT);
        return findings;
    }

    /**
     * The archive as something that a library can be taken from.
     *
     * @throws ClaimsException with everything that refuses it
     */
    public VerifiedProvider admit(ProviderArchive archive) throws ClaimsException, IOException {
        List<Finding> refusing =
                judge(archive).stream().filter(Finding::refuses).toList();
        if (!refusing.isEmpty()) {
            throw new ClaimsException(refusing);
        }
        Optional<ActorRule> rule = archive.token()
                .flatMap(ArchiveVerifier::claims)
                .map(Gate::asActor)
                .flatMap(this::rule);
        return new ArchiveVerifier(by(rule), clock).verify(archive);
    }

    private List<Finding> notAllowed(Candidate candidate) {
        Set<String> allowed = trust.capabilities();
        return candidate.actor().granted().stream()
                .filter(capability -> allowed != null && !allowed.contains(capability))
                .map(capability -> Finding.error(
                        ClaimsRule.CAPABILITY_NOT_ALLOWED,
                        "it provides " + Printable.of(capability) + ", which is not among the allowed capabilities"))
                .toList();
    }

    private static Claims<Metadata.Actor> asActor(Claims<Metadata.Provider> claims) {
        Metadata.Provider said = claims.metadata();
        List<String> provided = said.capability() == null ? List.of() : List.of(said.capability());
        return new Claims<>(
                claims.id(),
                claims.issuer(),
                claims.subject(),
                claims.issuedAt(),
                claims.notBefore(),
                claims.expires(),
                claims.layoutRevision(),
                new Metadata.Actor(said.name(), "", null, provided, said.revision(), said.version(), null, true));
    }

    /**
     * Raises the lock files of the policy to the revisions of modules that passed. A file that grew since this gate read it keeps what
     * it has got: runs beside each other, of the modules of one build, lose nothing of each other.
     *
     * @param report of a run of this gate, of which the files that passed count
     * @return the files that changed
     * @throws IOException a lock file cannot be read any more, or not be written
     */
    public List<Path> updateLocks(GateReport report) throws IOException {
        List<Path> changed = new ArrayList<>();
        for (Path file : new TreeSet<>(evidence.locks().keySet())) {
            List<Claims<Metadata.Actor>> passed = report.files().stream()
                    .filter(checked -> checked.passed() && checked.lock().equals(Optional.of(file)))
                    .flatMap(checked -> checked.claims().flatMap(Claims::ofActor).stream())
                    .toList();
            if (RevisionLock.raise(file, passed)) {
                changed.add(file);
            }
        }
        return changed;
    }

    /**
     * What is wrong with attestations themselves, by file: that a file has none that is of one of the modules judged.
     *
     * @param judged the SHA-256 of all modules
     */
    Map<String, Finding> strayAttestations(Set<String> judged) {
        Level level = policy == null ? Level.ENFORCE : policy.level();
        Map<String, Finding> strays = new TreeMap<>();
        evidence.attestations()
                .besides(judged)
                .forEach((file, attestations) -> strays.put(file, level.applied(stray(attestations))));
        return strays;
    }

    private static Finding stray(List<Attestation> attestations) {
        String subjects = attestations.stream()
                .flatMap(attestation -> attestation.claimedSubjects().stream())
                .limit(3)
                .map(Subject::toString)
                .collect(Collectors.joining(", "));
        return Finding.error(
                        PolicyRule.PROVENANCE_MISMATCH,
                        "the attestation is of none of the files verified, but of " + subjects)
                .mendedBy("verify it with the file that it is of; after a change, attest that anew: wascc attest");
    }

    /** Trusted keys by the names that the policy has for them: the verifier knows none. */
    private Finding withNames(Finding finding) {
        String message = finding.message();
        if (policy != null) {
            for (Map.Entry<PublicKey, String> issuer : policy.issuers().entrySet()) {
                String key = issuer.getKey().text();
                message = message.replace(key, Printable.of(issuer.getValue()) + " (" + key + ")");
            }
        }
        return new Finding(finding.rule(), finding.severity(), message, finding.remedy(), finding.source());
    }

    private Optional<ActorRule> rule(Claims<Metadata.Actor> claims) {
        return policy == null ? Optional.empty() : policy.ruleFor(claims);
    }

    private Verifier verifier(Optional<ActorRule> rule) {
        return new Verifier(by(rule), clock);
    }

    private TrustPolicy by(Optional<ActorRule> rule) {
        Duration skew = rule.map(ActorRule::clockSkew).orElse(trust.clockSkew());
        return new TrustPolicy(trust.issuers(), trust.capabilities(), skew);
    }

    private List<Finding> asked(Optional<ActorRule> rule, Candidate candidate) {
        if (rule.isPresent()) {
            return rule.get().requirements().stream()
                    .flatMap(requirement -> requirement.judge(candidate).stream())
                    .map(rule.get().level()::applied)
                    .distinct()
                    .toList();
        }
        Level level = policy == null ? Level.ENFORCE : policy.level();
        List<Finding> findings = new ArrayList<>(UseRequirement.IF_RECORDED.judge(candidate));
        findings.addAll(ProvenanceRequirement.IF_GIVEN.judge(candidate));
        if (policy != null && policy.deniesUnmatched()) {
            findings.add(Finding.error(
                            PolicyRule.NO_RULE,
                            "no rule of " + policy.file() + " is for " + candidate.shown()
                                    + ", and its default is deny")
                    .mendedBy("add a rule that matches its name or its subject "
                            + candidate.claims().subject() + " under actors"));
        }
        return findings.stream().map(level::applied).toList();
    }

    private static Optional<Claims<Metadata.Actor>> claims(ActorModule module) {
        try {
            return module.token().flatMap(token -> token.unverifiedClaims().ofActor());
        } catch (ClaimsException e) {
            return Optional.empty();
        }
    }
}
