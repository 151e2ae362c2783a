package dev.wascc.claims;

import java.util.Collection;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong, or worth knowing, about a signed actor.
 *
 * @param message what was asked and what was found; never a secret
 * @param remedy what mends it, a command where there is one, with {@link #FILE} for the module's name; may be empty
 * @param source the line that asks for it, where a file does
 */
public record Finding(Rule rule, Severity severity, String message, String remedy, @Nullable Source source) {
    /** Stands for the module's name in a remedy. */
    public static final String FILE = "FILE";

    /** How bad it is; only {@link #ERROR} refuses. */
    public enum Severity {
        ERROR,
        WARNING,
        NOTE
    }

    /** A place in a text file; line and column from 1. */
    public record Source(String file, int line, int column) {
        @Override
        public String toString() {
            return file + ":" + line + ":" + column;
        }
    }

    public static Finding error(Rule rule, String message) {
        return new Finding(rule, Severity.ERROR, message, "", null);
    }

    /** The same with a way to mend it. */
    public Finding mendedBy(String command) {
        return new Finding(rule, severity, message, command, source);
    }

    /** The same, asked for by this line. */
    public Finding askedAt(Source place) {
        return new Finding(rule, severity, message, remedy, place);
    }

    /** The same, taken less or more seriously. */
    public Finding as(Severity other) {
        return new Finding(rule, other, message, remedy, source);
    }

    /** The same of a module that has a name. */
    public Finding of(String module) {
        return new Finding(rule, severity, module + ": " + message, remedyFor(module), source);
    }

    /** The remedy with the module's name in it. */
    public String remedyFor(String module) {
        String quoted = module.matches("[\\w./:\\\\-]+") ? module : "'" + module + "'";
        return remedy.replace(FILE, quoted);
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

    /** {@code WASCC-S005  the token expired at …; sign it again: … (policy.yaml:3:5)}, as it stands in messages. */
    @Override
    public String toString() {
        return rule.id() + "  " + message + (remedy.isEmpty() ? "" : "; " + remedy)
                + (source == null ? "" : "  (" + source + ")");
    }
}
