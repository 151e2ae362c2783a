package dev.wascc.cli;

import dev.wascc.claims.Claims;
import dev.wascc.claims.Finding;
import dev.wascc.claims.Finding.Severity;
import dev.wascc.gate.CheckedFile;
import dev.wascc.gate.Gate;
import dev.wascc.gate.GateReport;
import dev.wascc.provider.OneLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a gate found, in lines for people. */
final class CheckedText {
    private static final int MAX_PADDING = 40;

    private final GateReport report;
    private final Gate gate;
    private final boolean findingsOnly;
    private final int width;

    CheckedText(GateReport report, Gate gate, boolean findingsOnly) {
        this.report = report;
        this.gate = gate;
        this.findingsOnly = findingsOnly;
        this.width = report.files().stream()
                .mapToInt(file -> Math.min(shown(file.name()).length(), MAX_PADDING))
                .max()
                .orElse(0);
    }

    /** A line for each file with its findings below, and the count where there are several. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (CheckedFile file : report.files()) {
            if (!findingsOnly || !file.passed() || !file.findings().isEmpty()) {
                lines.addAll(lines(file));
            }
        }
        if (report.files().size() > 1 || findingsOnly) {
            lines.add(report.summary());
        }
        return lines;
    }

    private List<String> lines(CheckedFile file) {
        List<String> lines = new ArrayList<>();
        String name = shown(file.name());
        String padding = " ".repeat(Math.max(0, width - name.length()));
        lines.add(name + padding + (file.passed() ? "  OK    " : "  FAIL  ") + what(file));
        for (Finding finding : file.findings()) {
            lines.addAll(lines(finding, file.name()));
        }
        if (file.error() != null) {
            lines.add("  " + name + ": " + shown(file.error()));
        }
        return lines;
    }

    private String what(CheckedFile file) {
        if (file.claims().isPresent()) {
            Claims<?> claims = file.claims().get();
            return shown(Described.of(
                    claims, IssuerName.of(gate, file).orElse(claims.issuer().text())));
        }
        return switch (file.exitCode()) {
            case 10 -> "(unsigned)";
            case 12, 15 -> "(malformed)";
            case 0, 14 -> "(an attestation)";
            default -> "(not read)";
        };
    }

    /** A finding, and below it what mends it. */
    static List<String> lines(Finding finding, String file) {
        String severity = finding.severity() == Severity.ERROR
                ? ""
                : finding.severity().name().toLowerCase(Locale.ROOT) + ": ";
        Finding.Source source = finding.source();
        String asked = source == null ? "" : "  (" + source.file() + ":" + source.line() + ")";
        String indent = " ".repeat(4 + finding.rule().id().length());
        String remedy = finding.remedyFor(file);
        return List.of(
                "  " + finding.rule().id() + "  " + shown(severity + finding.message() + asked),
                indent + "to mend it: "
                        + shown(
                                remedy.isEmpty()
                                        ? "wascc explain " + finding.rule().id() + " says how"
                                        : remedy));
    }

    /** On one line; two number signs begin commands of some pipelines' runners, wherever they stand in it. */
    private static String shown(String text) {
        return OneLine.of(text).replace("##", "#?");
    }
}
