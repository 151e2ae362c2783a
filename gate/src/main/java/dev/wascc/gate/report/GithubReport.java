package dev.wascc.gate.report;

import dev.wascc.claims.Finding;
import dev.wascc.claims.Finding.Source;
import dev.wascc.gate.CheckedFile;
import dev.wascc.gate.GateReport;
import java.util.Optional;

/**
 * Workflow commands, one a line: {@code ::error file=F,line=N,title=T::MESSAGE}. In a message % and line ends are escaped, in a
 * property : and , as well (docs.github.com, "Workflow commands for GitHub Actions"; actions/toolkit, core/src/command.ts).
 */
final class GithubReport implements Report {
    @Override
    public String render(GateReport checked, ReportOrigin origin) {
        StringBuilder out = new StringBuilder();
        for (CheckedFile file : checked.files()) {
            String name = origin.nameOf(file.name());
            file.findings().forEach(finding -> out.append(command(finding, file, origin)));
            if (file.error() != null) {
                out.append("::error ")
                        .append(origin.askedAt(file)
                                .map(asked -> place(asked, origin))
                                .orElse("file=" + property(name)))
                        .append(",title=")
                        .append(property("wascc: not read"))
                        .append("::")
                        .append(data(name + ": " + Plain.line(origin.textOf(file.error()))))
                        .append('\n');
            }
        }
        return out.append("wascc: ").append(checked.summary()).append('\n').toString();
    }

    private static String command(Finding finding, CheckedFile file, ReportOrigin origin) {
        String word =
                switch (finding.severity()) {
                    case ERROR -> "error";
                    case WARNING -> "warning";
                    case NOTE -> "notice";
                };
        String name = origin.nameOf(file.name());
        Optional<Source> asked = origin.askedAt(file);
        Source source = finding.source();
        String place = asked.or(() -> Optional.ofNullable(source))
                .map(at -> place(at, origin))
                .orElse("file=" + property(name));
        String also = asked.isPresent() && source != null ? Plain.source(source, origin) : "";
        String title = finding.rule().id() + " " + finding.rule().title();
        return "::" + word + " " + place + ",title=" + property(title) + "::"
                + data(Plain.line(name) + ": " + Plain.message(finding, name, origin) + also) + "\n";
    }

    private static String place(Source at, ReportOrigin origin) {
        return "file=" + property(origin.nameOf(at.file())) + ",line=" + at.line() + ",col=" + at.column();
    }

    private static String data(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    private static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }
}
