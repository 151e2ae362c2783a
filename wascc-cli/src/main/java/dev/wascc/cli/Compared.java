package dev.wascc.cli;

import dev.wascc.claims.Finding;
import dev.wascc.claims.Inspection;
import dev.wascc.claims.ModuleDiff;
import dev.wascc.claims.Rule;
import dev.wascc.claims.Token;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Two modules and how they differ, for people.
 *
 * @param claimsOnly whether what they are besides their claims is left out
 */
record Compared(Side before, Side after, ModuleDiff diff, boolean claimsOnly) {
    /** One of them. */
    record Side(Path file, Inspection inspection) {
        @Nullable
        Token token() {
            return inspection.token().orElse(null);
        }

        int size() {
            return inspection.module().size();
        }

        /** Whose signature it carries and what is wrong with it, in a few words. */
        String state() {
            Token token = token();
            if (token == null) {
                return "not signed";
            }
            String by = "signed by " + token.unverifiedClaims().issuer();
            return inspection.findings().isEmpty()
                    ? by + ", in order"
                    : "said to be " + by + ": "
                            + inspection.findings().stream()
                                    .map(finding -> finding.rule().id() + " "
                                            + finding.rule().title())
                                    .distinct()
                                    .collect(Collectors.joining(", "));
        }

        /** What keeps it from being taken for what it says it is; a date does not, and neither does having no token. */
        int brokenCode() {
            return Finding.exitCode(inspection.findings().stream()
                    .filter(finding -> finding.rule().exitClass() == Rule.ExitClass.MALFORMED
                            || finding.rule().exitClass() == Rule.ExitClass.SIGNATURE)
                    .toList());
        }
    }

    boolean same() {
        return claimsOnly ? diff.claims().changes().isEmpty() : diff.sameBytes();
    }

    List<String> text() {
        List<String> lines = new ArrayList<>();
        lines.add("--- " + Command.shown(before.file()) + "  " + about(before, ""));
        lines.add("+++ " + Command.shown(after.file()) + "  " + about(after, grown()));
        differences().forEach(line -> lines.add("  " + line.text()));
        lines.add(conclusion());
        return lines;
    }

    /** For a pull request. */
    List<String> markdown() {
        List<String> lines = new ArrayList<>();
        lines.add("### " + DiffLine.code(Command.shown(before.file())) + " → "
                + DiffLine.code(Command.shown(after.file())));
        lines.add("");
        lines.add("- before: " + about(before, ""));
        lines.add("- after: " + about(after, grown()));
        differences().forEach(line -> lines.add(line.markdown()));
        lines.add("");
        lines.add(conclusion());
        return lines;
    }

    private List<DiffLine> differences() {
        List<DiffLine> lines = new ArrayList<>(DiffLine.of(diff.claims()));
        if (!claimsOnly) {
            lines.addAll(DiffLine.ofImports(diff.imports()));
            lines.addAll(DiffLine.ofExports(diff.exports()));
        }
        return lines;
    }

    private String about(Side side, String grown) {
        return claimsOnly ? side.state() : side.size() + " bytes" + grown + ", " + side.state();
    }

    private String grown() {
        return before.size() == after.size() ? "" : String.format(" (%+d)", after.size() - before.size());
    }

    private String conclusion() {
        if (claimsOnly) {
            return same() ? "the same claims" : "the claims differ";
        } else if (same()) {
            return "the same, bit for bit";
        }
        return diff.sameModule() ? "the same module but for its token, or for how it is spelled" : "the modules differ";
    }
}
