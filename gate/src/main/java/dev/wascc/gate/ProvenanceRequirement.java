package dev.wascc.gate;

import dev.wascc.claims.ActorModule;
import dev.wascc.claims.Finding;
import dev.wascc.claims.Finding.Source;
import dev.wascc.claims.Printable;
import dev.wascc.gate.provenance.Attestation;
import dev.wascc.gate.provenance.AttestationException;
import dev.wascc.gate.provenance.Provenance;
import dev.wascc.gate.provenance.SourceTree;
import dev.wascc.gate.provenance.SourceTree.State;
import dev.wascc.gate.provenance.Subject;
import dev.wascc.nkeys.PublicKey;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a module comes from, by an attestation. Of several that are of a file one is enough; what the others say does not matter.
 *
 * @param rule the label of the policy's rule
 * @param required whether there must be one
 * @param builders patterns; empty: any
 * @param sources patterns of the repository's address; empty: any
 * @param commits patterns; empty: any, and it does not matter whether files were changed since
 * @param issuers who may have signed, of those that are trusted; absent: all of them
 * @param source the line that asks for it; absent where nobody does
 */
record ProvenanceRequirement(
        String rule,
        boolean required,
        List<Glob> builders,
        List<Glob> sources,
        List<Glob> commits,
        @Nullable Set<PublicKey> issuers,
        @Nullable Source source)
        implements Requirement {
    /** Nobody asks for an attestation; one that is there is to be right. */
    static final ProvenanceRequirement IF_GIVEN = signedBy(null);

    private static final int SHOWN = 3;

    /** As {@link #IF_GIVEN}, by some issuers only. */
    static ProvenanceRequirement signedBy(@Nullable Set<PublicKey> issuers) {
        return new ProvenanceRequirement("", false, List.of(), List.of(), List.of(), issuers, null);
    }

    ProvenanceRequirement {
        issuers = issuers == null ? null : Set.copyOf(issuers);
    }

    @Override
    public List<Finding> judge(Candidate candidate) {
        String sha256 = candidate.sha256();
        List<Attestation> given =
                sha256 == null ? List.of() : candidate.evidence().attestations().of(sha256);
        if (sha256 == null || given.isEmpty()) {
            return required ? List.of(missing(candidate)) : List.of();
        }
        Set<PublicKey> signers = signers(candidate);
        List<String> problems = new ArrayList<>();
        for (Attestation attestation : given) {
            Optional<String> problem = problem(attestation, signers, sha256, candidate);
            if (problem.isEmpty()) {
                return List.of();
            }
            problems.add(attestation.place() + ": " + problem.get());
        }
        return problems.stream()
                .limit(SHOWN)
                .map(problem -> asked(Finding.error(PolicyRule.PROVENANCE_MISMATCH, problem)
                        .mendedBy("let its builder attest it again, as the policy asks: wascc attest FILE")))
                .toList();
    }

    /** Whoever is trusted; where nobody said, the module's own issuer, whose signature on the module is judged beside. */
    private Set<PublicKey> signers(Candidate candidate) {
        if (candidate.trusted().isEmpty()) {
            return Set.of(candidate.claims().issuer());
        }
        Set<PublicKey> signers = new LinkedHashSet<>(candidate.trusted());
        if (issuers != null) {
            signers.retainAll(issuers);
        }
        return signers;
    }

    private Finding missing(Candidate candidate) {
        Optional<Attestation> other =
                candidate.evidence().attestations().ofModule(candidate.claims().subject()).stream()
                        .findFirst();
        if (other.isPresent() && candidate.sha256() != null) {
            Subject subject = other.get().claimedSubjects().stream()
                    .filter(one -> candidate.claims().subject().equals(one.module()))
                    .findFirst()
                    .orElseThrow();
            return asked(Finding.error(
                            PolicyRule.PROVENANCE_MISMATCH,
                            other.get().place() + ": is of other bytes of this actor, " + subject
                                    + "; this file has sha256 " + candidate.sha256())
                    .mendedBy("wascc attest FILE"));
        }
        return asked(Finding.error(
                        PolicyRule.PROVENANCE_MISSING,
                        "no attestation says where " + candidate.shown() + " comes from, which rule " + rule
                                + " asks for")
                .mendedBy("make one where it is built, wascc attest FILE, and give it with --attestation"));
    }

    private Finding asked(Finding finding) {
        return source == null ? finding : finding.askedAt(source);
    }

    private Optional<String> problem(
            Attestation attestation, Set<PublicKey> signers, String sha256, Candidate candidate) {
        Provenance provenance;
        try {
            provenance = attestation.verify(signers);
        } catch (AttestationException e) {
            return Optional.of(e.getMessage() == null ? "is refused" : e.getMessage());
        }
        Subject subject = provenance.subject(sha256).orElseThrow();
        ActorModule module = candidate.module();
        if (subject.codeSha256() != null
                        && (module == null || !subject.codeSha256().equalsIgnoreCase(module.verbatimHash()))
                || subject.module() != null
                        && !subject.module().equals(candidate.claims().subject())) {
            return Optional.of("says of this file that it holds another actor or other code");
        }
        String builder = provenance.run().builder();
        if (!builders.isEmpty() && !Glob.any(builders, builder)) {
            return Optional.of("was built by " + Printable.of(builder) + "; expected " + Glob.listed(builders));
        }
        return problem(provenance);
    }

    private Optional<String> problem(Provenance provenance) {
        SourceTree tree = provenance.source();
        if (!sources.isEmpty() && (tree.url() == null || !Glob.any(sources, tree.url()))) {
            return Optional.of("was built from " + (tree.url() == null ? "an unknown source" : Printable.of(tree.url()))
                    + "; expected " + Glob.listed(sources));
        }
        if (!commits.isEmpty() && (tree.commit() == null || !Glob.any(commits, tree.commit()))) {
            return Optional.of(
                    "was built from " + (tree.commit() == null ? "an unknown commit" : "commit " + tree.commit())
                            + "; expected " + Glob.listed(commits));
        }
        return !commits.isEmpty() && tree.state() == State.MODIFIED
                ? Optional.of("was built from commit " + tree.commit() + " with changes that are not in it")
                : Optional.empty();
    }
}
