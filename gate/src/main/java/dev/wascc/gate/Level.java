package dev.wascc.gate;

import dev.wascc.claims.ClaimsRule;
import dev.wascc.claims.Finding;
import dev.wascc.claims.Finding.Severity;
import java.util.Locale;

/**
 * How seriously a policy takes what it asks (rules WASCC-P and WASCC-L). Form, signature, hash, dates and issuer (WASCC-S) refuse at
 * every level.
 */
public enum Level {
    /** What breaks the policy is refused. */
    ENFORCE(Severity.ERROR),
    /** It is let in, and shown as a warning. */
    WARN(Severity.WARNING),
    /** It is let in, and noted in reports. */
    AUDIT(Severity.NOTE);

    private final Severity worst;

    Level(Severity worst) {
        this.worst = worst;
    }

    /** The finding as this level takes it; never more seriously than it was. Bad form stays what it is, whoever finds it. */
    Finding applied(Finding finding) {
        if (finding.rule() instanceof ClaimsRule) {
            return finding;
        }
        return finding.severity().compareTo(worst) < 0 ? finding.as(worst) : finding;
    }

    /** As a policy file spells it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
