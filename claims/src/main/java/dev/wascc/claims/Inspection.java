package dev.wascc.claims;

import java.util.List;
import java.util.Optional;

/**
 * All that is to be known of a module and its token, right or wrong; for people and reports. Nothing in it is fit to be trusted.
 *
 * @param module what was looked at
 * @param token the token, where its form is right
 * @param hashForm which bytes the claimed hash is of; empty where it matches none
 * @param findings everything wrong at once, most fundamental first
 */
public record Inspection(
        ActorModule module, Optional<Token> token, Optional<HashForm> hashForm, List<Finding> findings) {

    public Inspection {
        findings = List.copyOf(findings);
    }

    public boolean refused() {
        return findings.stream().anyMatch(Finding::refuses);
    }

    /** As {@link Finding#exitCode}. */
    public int exitCode() {
        return Finding.exitCode(findings);
    }
}
