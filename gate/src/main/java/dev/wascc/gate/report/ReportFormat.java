package dev.wascc.gate.report;

import dev.wascc.gate.GateReport;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The formats that a report can have. */
public enum ReportFormat {
    /** SARIF 2.1.0, for code scanning. */
    SARIF(new SarifReport()),
    /** JUnit XML, for the test view of CI servers. */
    JUNIT(new JunitReport()),
    /** GitHub's workflow commands, which a runner reads from standard output and shows as annotations. */
    GITHUB(new GithubReport()),
    /** GitLab's Code Quality report. */
    GITLAB(new GitlabReport()),
    /** A table for a pull request or for GitHub's step summary. */
    MARKDOWN(new MarkdownReport());

    private final Report report;

    ReportFormat(Report report) {
        this.report = report;
    }

    /** As a command line spells it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<ReportFormat> named(String word) {
        return Stream.of(values()).filter(format -> format.word().equals(word)).findFirst();
    }

    /** The whole text, with a line end at its end. The same report and origin give the same text. */
    public String render(GateReport checked, ReportOrigin origin) {
        return report.render(checked, origin);
    }
}
