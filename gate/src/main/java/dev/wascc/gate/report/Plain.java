package dev.wascc.gate.report;

import dev.wascc.claims.Finding;

/** Hostile text as one line that moves no terminal and ends no line. */
final class Plain {
    private Plain() {}

    /** A question mark for every control, format, or unpaired surrogate character, and for what ends lines. */
    static String line(String text) {
        return text.codePoints()
                .map(Plain::shown)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static int shown(int character) {
        boolean notInXml = character == 0xFFFE || character == 0xFFFF;
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> '?';
            default -> notInXml ? '?' : character;
        };
    }

    /** What is wrong, and what mends it. */
    static String message(Finding finding, String file, ReportOrigin origin) {
        String remedy = finding.remedyFor(file);
        return line(origin.textOf(finding.message() + (remedy.isEmpty() ? "" : "; to mend it: " + remedy)));
    }

    /** The line of a policy, to stand behind a message. */
    static String source(Finding.Source source, ReportOrigin origin) {
        return "  (" + line(origin.nameOf(source.file())) + ":" + source.line() + ")";
    }

    /** A word for how bad it is. */
    static String severity(Finding finding) {
        return switch (finding.severity()) {
            case ERROR -> "error";
            case WARNING -> "warning";
            case NOTE -> "note";
        };
    }
}
