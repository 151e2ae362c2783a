package dev.wascc.gate.report;

import dev.wascc.claims.Finding;
import dev.wascc.claims.Finding.Source;
import dev.wascc.claims.Rule.ExitClass;
import dev.wascc.document.JsonTree;
import dev.wascc.gate.CheckedFile;
import dev.wascc.gate.GateReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** GitLab's Code Quality report: an array of violations (docs.gitlab.com, "Code Quality", "Code Quality report format"). */
final class GitlabReport implements Report {
    @Override
    public String render(GateReport checked, ReportOrigin origin) {
        List<Object> violations = new ArrayList<>();
        Fingerprints fingerprints = new Fingerprints();
        for (CheckedFile file : checked.files()) {
            String name = origin.nameOf(file.name());
            for (Finding finding : file.findings()) {
                violations.add(violation(
                        finding.rule().id(),
                        Plain.line(name) + ": " + Plain.message(finding, name, origin),
                        severity(finding),
                        fingerprints.of(finding, name),
                        file,
                        origin));
            }
            if (file.error() != null) {
                violations.add(violation(
                        "wascc-not-read",
                        Plain.line(name + ": " + origin.textOf(file.error())),
                        "blocker",
                        fingerprints.of("wascc-not-read", name, ""),
                        file,
                        origin));
            }
        }
        return JsonTree.write(violations) + "\n";
    }

    private static Map<String, Object> violation(
            String check,
            String description,
            String severity,
            String fingerprint,
            CheckedFile file,
            ReportOrigin origin) {
        Map<String, Object> violation = new LinkedHashMap<>();
        violation.put("description", description);
        violation.put("check_name", check);
        violation.put("fingerprint", fingerprint);
        violation.put("severity", severity);
        Map<String, Object> location = new LinkedHashMap<>();
        Optional<Source> asked = origin.askedAt(file);
        location.put("path", Plain.line(origin.nameOf(asked.map(Source::file).orElse(file.name()))));
        location.put("lines", Map.of("begin", asked.map(Source::line).orElse(1)));
        violation.put("location", location);
        return violation;
    }

    private static String severity(Finding finding) {
        return switch (finding.severity()) {
            case ERROR -> finding.rule().exitClass() == ExitClass.POLICY ? "major" : "critical";
            case WARNING -> "minor";
            case NOTE -> "info";
        };
    }
}
