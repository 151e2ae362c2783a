package dev.wascc.gate.report;

import dev.wascc.claims.Finding;
import dev.wascc.claims.Finding.Source;
import dev.wascc.claims.Rule;
import dev.wascc.document.JsonTree;
import dev.wascc.gate.CheckedFile;
import dev.wascc.gate.GateReport;
import dev.wascc.gate.RulePage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * SARIF 2.1.0 (OASIS): one run. GitHub wants a region even of a binary, so results are at line 1 of the module, or at the line of a
 * POM that asks for it to be verified; the policy's line is a related location.
 */
final class SarifReport implements Report {
    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";

    @Override
    public String render(GateReport checked, ReportOrigin origin) {
        List<Rule> rules = checked.files().stream()
                .flatMap(file -> file.findings().stream())
                .map(Finding::rule)
                .collect(Collectors.toMap(Rule::id, rule -> rule, (a, b) -> a, TreeMap::new))
                .values()
                .stream()
                .toList();
        List<String> ids = rules.stream().map(Rule::id).toList();
        List<Object> results = new ArrayList<>();
        Fingerprints fingerprints = new Fingerprints();
        for (CheckedFile file : checked.files()) {
            String name = origin.nameOf(file.name());
            for (Finding finding : file.findings()) {
                Map<String, Object> result =
                        result(finding, ids.indexOf(finding.rule().id()), file, origin);
                result.put("partialFingerprints", Map.of("wascc/v1", fingerprints.of(finding, name)));
                results.add(result);
            }
        }
        Map<String, Object> driver = object("name", "wascc", "version", origin.toolVersion());
        driver.put("rules", rules.stream().map(SarifReport::rule).toList());
        Map<String, Object> run = object("tool", Map.of("driver", driver));
        run.put("invocations", List.of(invocation(checked, origin)));
        run.put(
                "originalUriBaseIds",
                Map.of("%SRCROOT%", Map.of("description", Map.of("text", "the root of the checkout"))));
        run.put("columnKind", "utf16CodeUnits");
        run.put("results", results);
        Map<String, Object> log =
                object("$schema", "https://json.schemastore.org/sarif-2.1.0.json", "version", "2.1.0");
        log.put("runs", List.of(run));
        return JsonTree.write(log) + "\n";
    }

    private static Map<String, Object> rule(Rule rule) {
        String name = Stream.of(rule.title().split("[^\\p{Alnum}]+"))
                .filter(word -> !word.isEmpty())
                .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
                .collect(Collectors.joining());
        Map<String, Object> described = object("id", rule.id(), "name", name);
        RulePage page = RulePage.of(rule);
        described.put("shortDescription", Map.of("text", rule.title()));
        described.put(
                "fullDescription",
                Map.of(
                        "text",
                        rule.title() + "; a module refused by this rule makes wascc end with code "
                                + rule.exitClass().exitCode()));
        described.put("defaultConfiguration", Map.of("level", "error"));
        described.put("help", object("text", page.text(), "markdown", page.markdown()));
        return described;
    }

    private static Map<String, Object> result(Finding finding, int ruleIndex, CheckedFile file, ReportOrigin origin) {
        String name = origin.nameOf(file.name());
        Map<String, Object> result = object("ruleId", finding.rule().id(), "ruleIndex", ruleIndex);
        result.put("level", Plain.severity(finding));
        result.put("message", message(Plain.line(name) + ": " + Plain.message(finding, name, origin)));
        Optional<Source> request = origin.askedAt(file);
        request.ifPresent(line -> result.put("analysisTarget", artifact(name)));
        result.put(
                "locations",
                List.of(request.map(line -> location(line, origin))
                        .orElseGet(() -> location(name, Map.of("startLine", 1)))));
        Source source = finding.source();
        if (source != null) {
            Map<String, Object> asked = location(source, origin);
            asked.put("id", 1);
            asked.put("message", message("asked for here"));
            result.put("relatedLocations", List.of(asked));
        }
        return result;
    }

    /** A file that could not be read is no result, but a run that did not do what it was told. */
    private static Map<String, Object> invocation(GateReport checked, ReportOrigin origin) {
        List<Object> notifications = new ArrayList<>();
        for (CheckedFile file : checked.files()) {
            if (file.error() != null) {
                String name = origin.nameOf(file.name());
                Map<String, Object> notification = object("level", "error");
                notification.put("message", message(Plain.line(name + ": " + origin.textOf(file.error()))));
                notification.put("locations", List.of(location(name, Map.of())));
                notifications.add(notification);
            }
        }
        Map<String, Object> invocation = object("executionSuccessful", notifications.isEmpty());
        invocation.put("exitCode", checked.exitCode());
        invocation.put("endTimeUtc", checked.at().toString());
        invocation.put("toolExecutionNotifications", notifications);
        return invocation;
    }

    private static Map<String, Object> location(Source line, ReportOrigin origin) {
        return location(origin.nameOf(line.file()), object("startLine", line.line(), "startColumn", line.column()));
    }

    private static Map<String, Object> artifact(String file) {
        return object("uri", uri(file), "uriBaseId", "%SRCROOT%");
    }

    private static Map<String, Object> location(String file, Map<String, Object> region) {
        Map<String, Object> physical = object("artifactLocation", artifact(file));
        if (!region.isEmpty()) {
            physical.put("region", region);
        }
        return object("physicalLocation", physical);
    }

    /** In messages braces are placeholders unless doubled (3.11.5), and brackets before parentheses make links (3.11.6). */
    private static Map<String, Object> message(String text) {
        return object("text", text.replace("{", "{{").replace("}", "}}").replace("](", "] ("));
    }

    private static String uri(String file) {
        StringBuilder out = new StringBuilder();
        for (byte b : file.getBytes(StandardCharsets.UTF_8)) {
            if (UNRESERVED.indexOf((char) b) >= 0) {
                out.append((char) b);
            } else {
                out.append(String.format("%%%02X", b & 0xFF));
            }
        }
        return out.toString();
    }

    private static Map<String, Object> object(Object... namesAndValues) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            members.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return members;
    }
}
