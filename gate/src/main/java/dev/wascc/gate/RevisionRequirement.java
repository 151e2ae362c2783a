package dev.wascc.gate;

import dev.wascc.claims.Finding;
import dev.wascc.claims.Finding.Source;
import dev.wascc.gate.RevisionLock.Entry;
import java.nio.file.Path;
import java.util.List;

/**
 * A revision that is not below the one in a lock file.
 *
 * @param name of the lock file, as the policy has it
 */
record RevisionRequirement(String name, Path lock, Source source) implements Requirement {
    @Override
    public List<Finding> judge(Candidate candidate) {
        RevisionLock revisions = candidate.evidence().lock(lock);
        if (revisions == null) {
            return List.of(Finding.error(
                            PolicyRule.REVISION_TOO_LOW, "there is no lock file " + name + " to judge the revision by")
                    .mendedBy("wascc verify --policy " + source.file() + " --update-lock FILE")
                    .askedAt(source));
        }
        Entry entry = revisions.entries().get(candidate.claims().subject());
        Integer revision = candidate.actor().revision();
        if (entry == null) {
            return List.of();
        }
        if (revision == null || revision < entry.revision()) {
            return List.of(Finding.error(
                            PolicyRule.REVISION_TOO_LOW,
                            (revision == null ? "no revision" : "revision " + revision) + ", below " + entry.revision()
                                    + " in " + name)
                    .mendedBy("wascc claims resign FILE --rev " + (entry.revision() + 1L))
                    .askedAt(source));
        }
        if (revision == entry.revision()
                && !entry.hash().equals(candidate.actor().hash())) {
            return List.of(Finding.error(
                            PolicyRule.REVISION_REUSED,
                            "revision " + revision + " stands in " + name + " for other code")
                    .as(Finding.Severity.WARNING)
                    .mendedBy("wascc claims resign FILE --rev " + (entry.revision() + 1L))
                    .askedAt(source));
        }
        return List.of();
    }
}
