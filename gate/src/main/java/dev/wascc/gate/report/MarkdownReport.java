package dev.wascc.gate.report;

import dev.wascc.claims.Finding;
import dev.wascc.gate.CheckedFile;
import dev.wascc.gate.GateReport;
import java.util.ArrayList;
import java.util.List;

/**
 * A table of what was found. Names and remedies stand in code spans; everything else from a token has its marks as character
 * references, and nobody is mentioned by an {@code @}.
 */
final class MarkdownReport implements Report {
    /** A comment on GitHub has 65,536 characters at most. */
    private static final int ROOM = 60_000;

    private static final String MARKS = "\\`*_{}[]()<>#|~&!:$^=\"'";

    @Override
    public String render(GateReport checked, ReportOrigin origin) {
        StringBuilder out = new StringBuilder();
        out.append(checked.exitCode() == 0 ? "### wascc: passed\n\n" : "### wascc: failed\n\n")
                .append(checked.summary());
        checked.policy().ifPresent(policy -> out.append(", by ").append(code(Plain.line(origin.nameOf(policy)))));
        out.append(checked.issuerJudged() ? ".\n" : ". The issuer was not judged: no key is trusted.\n");
        List<String> rows = new ArrayList<>();
        checked.files().forEach(file -> rows.addAll(rows(file, origin)));
        if (!rows.isEmpty()) {
            out.append("\n| File | Rule | Finding | Mend it |\n|---|---|---|---|\n");
            int shown = 0;
            while (shown < rows.size() && out.length() + rows.get(shown).length() < ROOM) {
                out.append(rows.get(shown++));
            }
            if (shown < rows.size()) {
                out.append("\nAnd " + (rows.size() - shown) + " more.\n");
            }
        }
        return out.toString();
    }

    private static List<String> rows(CheckedFile file, ReportOrigin origin) {
        String name = origin.nameOf(file.name());
        List<String> rows = new ArrayList<>();
        for (Finding finding : file.findings()) {
            String remedy = finding.remedyFor(name);
            Finding.Source source = finding.source();
            String asked = source == null
                    ? ""
                    : " (" + code(Plain.line(origin.nameOf(source.file())) + ":" + source.line()) + ")";
            rows.add(row(
                    name,
                    finding.rule().id() + " " + Plain.severity(finding),
                    text(origin.textOf(finding.message())) + asked,
                    remedy.isEmpty() ? "" : code(Plain.line(origin.textOf(remedy)))));
        }
        if (file.error() != null) {
            rows.add(row(name, "not read", text(origin.textOf(file.error())), ""));
        }
        return rows;
    }

    private static String row(String name, String rule, String finding, String remedy) {
        return "| " + code(Plain.line(name)) + " | " + rule + " | " + finding + " | " + remedy + " |\n";
    }

    /** As it stands, in a cell of a table: the fence is longer than any run of backticks in it. */
    static String code(String text) {
        String fence = "`";
        while (text.contains(fence)) {
            fence += "`";
        }
        String inner = text.replace("|", "\\|");
        boolean apart = inner.isBlank() || fence.length() > 1;
        return apart ? fence + " " + inner + " " + fence : fence + inner + fence;
    }

    static String text(String hostile) {
        StringBuilder out = new StringBuilder();
        int before = 0;
        for (int c : Plain.line(hostile).codePoints().toArray()) {
            boolean www = c == '.' && Character.toLowerCase(before) == 'w';
            if (www || MARKS.indexOf(c) >= 0) {
                out.append("&#").append(c).append(';');
            } else {
                out.appendCodePoint(c);
            }
            if (c == '@' || c == '#') {
                out.append('\u200b');
            }
            before = c;
        }
        return out.toString();
    }
}
