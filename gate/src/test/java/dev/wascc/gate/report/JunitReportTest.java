package dev.wascc.gate.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wascc.gate.GateReport;
import java.io.StringReader;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

class JunitReportTest {
    private static final String HOSTILE = "<&>\"']]>\u0000\u0008\ufffe\ud800\u001b[31m\r\n\u2028.wasm";

    @Test
    void what_the_gate_finds_is_valid_by_the_schema_of_jenkins() throws Exception {
        assertValid(junit(Reported.byTheGate()));
        assertValid(junit(Reported.of()));
    }

    @Test
    void the_schema_refuses_what_is_no_such_report() {
        assertThatThrownBy(() -> assertValid("<testsuites><testcase/></testsuites>"))
                .isInstanceOf(SAXException.class);
    }

    @Test
    void a_file_that_passes_is_a_case_and_each_rule_that_refuses_one_is_another() throws Exception {
        NodeList cases = cases(Reported.of(
                Reported.file("a.wasm", Reported.unsigned(), Reported.denied("x"), Reported.denied("y")),
                Reported.file("b.wasm", Reported.warned("z")),
                Reported.unread("c.wasm", "permission denied")));
        assertThat(cases.getLength()).isEqualTo(4);
        assertThat(name(cases, 0)).isEqualTo("a.wasm: WASCC-S001 not signed");
        assertThat(name(cases, 1)).isEqualTo("a.wasm: WASCC-P003 capability denied");
        Element failure = (Element)
                ((Element) cases.item(1)).getElementsByTagName("failure").item(0);
        assertThat(failure.getAttribute("type")).isEqualTo("WASCC-P003");
        assertThat(failure.getTextContent()).contains("x; to mend it: wascc claims remove a.wasm", "(policy.yaml:11)");
        assertThat(failure.getTextContent().lines()).hasSize(2);
        assertThat(((Element) cases.item(2)).getElementsByTagName("failure").getLength())
                .isZero();
        assertThat(((Element) cases.item(3)).getElementsByTagName("error").getLength())
                .isEqualTo(1);
        Element suite = (Element) cases.item(0).getParentNode();
        assertThat(suite.getAttribute("tests")).isEqualTo("4");
        assertThat(suite.getAttribute("failures")).isEqualTo("2");
        assertThat(suite.getAttribute("errors")).isEqualTo("1");
        assertThat(suite.getElementsByTagName("system-out").item(0).getTextContent())
                .startsWith("warning: b.wasm: WASCC-P003  z");
    }

    @Test
    void characters_that_xml_forbids_are_taken_out() throws Exception {
        String text = junit(Reported.of(
                Reported.file(HOSTILE, Reported.denied(HOSTILE), Reported.warned(HOSTILE)),
                Reported.unread(HOSTILE, HOSTILE)));
        assertValid(text);
        assertThat(name(cases(text), 0)).startsWith("<&>\"']]>????");
        assertThat(text).doesNotContain("\u0000", "\u0008", "\ufffe", "\u001b", "&#x1b;", "&#27;");
    }

    private static NodeList cases(GateReport report) throws Exception {
        return cases(junit(report));
    }

    private static NodeList cases(String text) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(text)))
                .getElementsByTagName("testcase");
    }

    private static String name(NodeList cases, int index) {
        return ((Element) cases.item(index)).getAttribute("name");
    }

    private static String junit(GateReport report) {
        return ReportFormat.JUNIT.render(report, Reported.ORIGIN);
    }

    private static void assertValid(String text) throws Exception {
        Schema schema = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                .newSchema(JunitReportTest.class.getResource("/schemas/junit-jenkins.xsd"));
        schema.newValidator().validate(new StreamSource(new StringReader(text)));
    }
}
