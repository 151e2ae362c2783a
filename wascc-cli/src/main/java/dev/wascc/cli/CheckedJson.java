package dev.wascc.cli;

import dev.wascc.gate.CheckedFile;
import dev.wascc.gate.Gate;
import dev.wascc.gate.GateReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a gate found, for scripts. */
final class CheckedJson {
    private CheckedJson() {}

    static String of(GateReport report, Gate gate) {
        Map<String, @Nullable Object> object = Json.object();
        object.put("policy", report.policy().orElse(null));
        object.put("issuerJudged", report.issuerJudged());
        object.put("checked", report.files().size());
        object.put("failed", report.failed());
        object.put("exitCode", report.exitCode());
        List<Map<String, @Nullable Object>> rows =
                report.files().stream().map(file -> row(file, gate)).toList();
        object.put("files", rows);
        return Json.write(object);
    }

    private static Map<String, @Nullable Object> row(CheckedFile file, Gate gate) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("file", file.name());
        row.put("ok", file.passed());
        row.put("exitCode", file.exitCode());
        row.put("rule", file.rule().orElse(null));
        file.claims().ifPresent(claims -> {
            Described.put(row, claims);
            row.put("issuerName", IssuerName.of(gate, file).orElse(null));
        });
        row.put("error", file.error());
        row.put("findings", Json.findings(file.findings(), file.name()));
        return row;
    }
}
