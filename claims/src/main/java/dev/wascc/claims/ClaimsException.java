package dev.wascc.claims;

import java.util.List;
import java.util.stream.Collectors;

/** A module or token was refused; {@link #findings()} has everything that is wrong with it, most fundamental first. */
public final class ClaimsException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<Finding> findings;

    public ClaimsException(List<Finding> findings) {
        super(findings.stream().map(Finding::toString).collect(Collectors.joining("; ")));
        this.findings = List.copyOf(findings);
    }

    ClaimsException(Rule rule, String message) {
        this(rule, message, "");
    }

    ClaimsException(Rule rule, String message, String remedy) {
        this(List.of(Finding.error(rule, message).mendedBy(remedy)));
    }

    public List<Finding> findings() {
        return findings;
    }

    public int exitCode() {
        return Finding.exitCode(findings);
    }
}
