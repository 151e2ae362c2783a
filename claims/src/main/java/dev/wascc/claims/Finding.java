package dev.wascc.claims;

import java.util.Collection;
import java.util.Comparator;

/**
 * One thing that is wrong, or worth knowing, about a signed actor.
 *
 * @param message what was found, what was expected, and how to mend it; never a secret
 */
public record Finding(Rule rule, Severity severity, String message) {

    /** How bad it is; only {@link #ERROR} refuses. */
    public enum Severity {
        ERROR,
        WARNING,
        NOTE
    }

    public static Finding error(Rule rule, String message) {
        return new Finding(rule, Severity.ERROR, message);
    }

    public boolean refuses() {
        return severity == Severity.ERROR;
    }

    /** The exit code of the most fundamental error among these, 0 where there is none. */
    public static int exitCode(Collection<Finding> findings) {
        return findings.stream()
                .filter(Finding::refuses)
                .map(finding -> finding.rule().exitClass())
                .min(Comparator.naturalOrder())
                .map(Rule.ExitClass::exitCode)
                .orElse(0);
    }

    /** {@code WASCC-S005  expired 3 days ago …}, as it stands in reports. */
    @Override
    public String toString() {
        return rule.id() + "  " + message;
    }
}
