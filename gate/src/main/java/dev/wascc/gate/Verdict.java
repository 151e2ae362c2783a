package dev.wascc.gate;

import dev.wascc.claims.Finding;
import dev.wascc.claims.Inspection;
import java.util.List;
import java.util.Optional;

/**
 * What the gate thinks of one module. Nothing in it is fit to be run: {@link Gate#admit} gives what is.
 *
 * @param inspection of signature and form
 * @param findings of all rules, errors first, the most fundamental of them first
 * @param rule the label of the policy's rule that counted
 * @param lock the lock file by which its revision was judged
 * @param sha256 of the whole file, where there were attestations to look up by it
 */
public record Verdict(
        Inspection inspection,
        List<Finding> findings,
        Optional<String> rule,
        Optional<java.nio.file.Path> lock,
        Optional<String> sha256) {
    public Verdict {
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
