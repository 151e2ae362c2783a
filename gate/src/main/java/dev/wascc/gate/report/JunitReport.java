package dev.wascc.gate.report;

import dev.wascc.claims.Finding;
import dev.wascc.claims.Rule;
import dev.wascc.gate.CheckedFile;
import dev.wascc.gate.GateReport;
import java.io.StringWriter;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/**
 * JUnit XML in the form that both of its schemas (Jenkins' and Ant's) take: a test case for each file that passes, and for each rule
 * that refuses a file. A case can have but one failure, and servers show name, type and message of each. Jenkins takes what is before
 * the last dot of a class name for a package, so files are in the case's name.
 */
final class JunitReport implements Report {
    private static final DateTimeFormatter TO_THE_SECOND =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss").withZone(ZoneOffset.UTC);

    /** @param problem absent: it passed */
    private record Case(String name, @Nullable String problem, String type, String message, String text) {}

    @Override
    public String render(GateReport checked, ReportOrigin origin) {
        List<Case> cases = checked.files().stream()
                .flatMap(file -> cases(file, origin).stream())
                .toList();
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter out = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            write(out, checked, cases, remarks(checked, origin));
            out.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("writing to memory", e);
        }
        return text + "\n";
    }

    private static List<Case> cases(CheckedFile file, ReportOrigin origin) {
        String name = origin.nameOf(file.name());
        String shown = Plain.line(name);
        if (file.error() != null) {
            String error = Plain.line(origin.textOf(file.error()));
            return List.of(new Case(shown + ": read", "error", "not read", error, shown + ": " + error));
        }
        Map<Rule, List<Finding>> byRule = file.findings().stream()
                .filter(Finding::refuses)
                .collect(Collectors.groupingBy(Finding::rule, LinkedHashMap::new, Collectors.toList()));
        if (byRule.isEmpty()) {
            return List.of(new Case(shown + ": wascc verify", null, "", "", ""));
        }
        List<Case> cases = new ArrayList<>();
        byRule.forEach((rule, findings) -> cases.add(new Case(
                shown + ": " + rule.id() + " " + rule.title(),
                "failure",
                rule.id(),
                Plain.line(origin.textOf(findings.get(0).message())),
                findings.stream()
                        .map(finding -> Plain.message(finding, name, origin) + asked(finding, origin) + "\n")
                        .collect(Collectors.joining()))));
        return cases;
    }

    private static String asked(Finding finding, ReportOrigin origin) {
        Finding.Source source = finding.source();
        return source == null ? "" : Plain.source(source, origin);
    }

    private static String remarks(GateReport checked, ReportOrigin origin) {
        StringBuilder out = new StringBuilder();
        for (CheckedFile file : checked.files()) {
            String name = origin.nameOf(file.name());
            file.findings().stream().filter(finding -> !finding.refuses()).forEach(finding -> out.append(
                            Plain.severity(finding))
                    .append(": ")
                    .append(Plain.line(name))
                    .append(": ")
                    .append(finding.rule().id())
                    .append("  ")
                    .append(Plain.message(finding, name, origin))
                    .append(asked(finding, origin))
                    .append('\n'));
        }
        return out.toString();
    }

    private static void write(XMLStreamWriter out, GateReport checked, List<Case> cases, String remarks)
            throws XMLStreamException {
        out.writeStartDocument("UTF-8", "1.0");
        out.writeCharacters("\n");
        out.writeStartElement("testsuites");
        out.writeStartElement("testsuite");
        out.writeAttribute("name", "wascc verify");
        out.writeAttribute("package", "wascc");
        out.writeAttribute("id", "0");
        out.writeAttribute("timestamp", TO_THE_SECOND.format(checked.at()));
        out.writeAttribute("hostname", "localhost");
        out.writeAttribute("tests", String.valueOf(cases.size()));
        out.writeAttribute("failures", count(cases, "failure"));
        out.writeAttribute("errors", count(cases, "error"));
        out.writeAttribute("time", "0");
        out.writeEmptyElement("properties");
        for (Case each : cases) {
            write(out, each);
        }
        out.writeStartElement("system-out");
        out.writeCharacters(remarks);
        out.writeEndElement();
        out.writeEmptyElement("system-err");
        out.writeEndDocument();
    }

    private static void write(XMLStreamWriter out, Case each) throws XMLStreamException {
        out.writeCharacters("\n  ");
        out.writeStartElement("testcase");
        out.writeAttribute("name", each.name());
        out.writeAttribute("classname", "wascc.verify");
        out.writeAttribute("time", "0");
        if (each.problem() != null) {
            out.writeStartElement(each.problem());
            out.writeAttribute("message", each.message());
            out.writeAttribute("type", each.type());
            out.writeCharacters(each.text());
            out.writeEndElement();
        }
        out.writeEndElement();
    }

    private static String count(List<Case> cases, String problem) {
        return String.valueOf(
                cases.stream().filter(each -> problem.equals(each.problem())).count());
    }
}
