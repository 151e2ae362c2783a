package dev.wascc.gate;

import dev.wascc.claims.Finding;
import dev.wascc.claims.VerifiedActor;
import java.util.List;

/**
 * An actor that was let in.
 *
 * @param actor fit to be run
 * @param findings that did not refuse it: warnings and notes
 */
public record Admission(VerifiedActor actor, List<Finding> findings) {
    public Admission {
        findings = List.copyOf(findings);
    }
}
