package dev.wascc.mocks;

import dev.wascc.claims.AtomicFile;
import dev.wascc.mocks.Expectations.Outcome;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** What came of expectations, for build servers. */
public final class OutcomeReport {
    private OutcomeReport() {}

    /**
     * Writes a suite in JUnit's XML, each expectation a test case.
     *
     * @param suite its name
     */
    public static void writeJunit(String suite, List<Outcome> outcomes, Path target) throws IOException {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("testsuite");
            xml.writeAttribute("name", legal(suite));
            xml.writeAttribute("tests", String.valueOf(outcomes.size()));
            xml.writeAttribute(
                    "failures",
                    String.valueOf(
                            outcomes.stream().filter(outcome -> !outcome.held()).count()));
            for (Outcome outcome : outcomes) {
                testCase(xml, suite, outcome);
            }
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IOException("the report cannot be made: " + e.getMessage(), e);
        }
        AtomicFile.write(target, text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static void testCase(XMLStreamWriter xml, String suite, Outcome outcome) throws XMLStreamException {
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", legal(suite));
        xml.writeAttribute("name", legal(outcome.name()));
        if (!outcome.held()) {
            xml.writeStartElement("failure");
            xml.writeAttribute(
                    "message", legal(outcome.failure().lines().findFirst().orElse("")));
            xml.writeCharacters(legal(outcome.failure()));
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    /** XML has no way to write some characters. */
    private static String legal(String text) {
        return text.replaceAll("[^\\t\\n\\x20-\\ud7ff\\ue000-\\ufffd\\x{10000}-\\x{10ffff}]", "?");
    }
}
