package dev.wascc.gate.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.wascc.gate.GateReport;
import dev.wascc.gate.RulePage;
import java.io.InputStream;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SarifReportTest {
    @Test
    void what_the_gate_finds_is_valid_by_the_schema_of_oasis() throws Exception {
        assertValid(sarif(Reported.byTheGate()));
        assertValid(sarif(Reported.of()));
        assertValid(sarif(Reported.of(
                Reported.file("\ud800 {0} [x](1)\n\u0000é.wasm", Reported.denied("\uffff"), Reported.warned("{")),
                Reported.unread("", "gone"))));
    }

    @Test
    void the_schema_refuses_what_is_not_sarif() throws Exception {
        JsonNode wrong = new JsonMapper().readTree("{\"version\": \"2.1.0\", \"runs\": [{}]}");
        try (InputStream schema = SarifReportTest.class.getResourceAsStream("/schemas/sarif-schema-2.1.0.json")) {
            assertThat(registry().getSchema(schema, InputFormat.JSON).validate(wrong))
                    .isNotEmpty();
        }
    }

    @Test
    void a_result_has_what_code_scanning_asks_for() throws Exception {
        JsonNode run = run(Reported.of(Reported.file("dist/a b.wasm", Reported.denied("capability x is denied"))));
        JsonNode result = run.at("/results/0");
        assertThat(result.at("/ruleId").asString()).isEqualTo("WASCC-P003");
        assertThat(run.at("/tool/driver/rules/" + result.at("/ruleIndex").asInt() + "/id")
                        .asString())
                .isEqualTo("WASCC-P003");
        assertThat(result.at("/level").asString()).isEqualTo("error");
        assertThat(result.at("/message/text").asString())
                .isEqualTo("dist/a b.wasm: capability x is denied; to mend it:"
                        + " wascc claims remove 'dist/a b.wasm' wascc:keyvalue");
        assertThat(result.at("/locations/0/physicalLocation/artifactLocation/uri")
                        .asString())
                .isEqualTo("dist/a%20b.wasm");
        assertThat(result.at("/locations/0/physicalLocation/region/startLine").asInt())
                .isEqualTo(1);
        assertThat(result.at("/relatedLocations/0/physicalLocation/region/startLine")
                        .asInt())
                .isEqualTo(11);
        assertThat(result.at("/partialFingerprints/wascc~1v1").asString()).matches("[0-9a-f]{40}");
    }

    @Test
    void the_help_of_a_rule_is_its_page() throws Exception {
        JsonNode rule =
                run(Reported.of(Reported.file("a.wasm", Reported.denied("x")))).at("/tool/driver/rules/0");
        RulePage page = RulePage.of("WASCC-P003");
        assertThat(rule.at("/help/markdown").asString()).isEqualTo(page.markdown());
        assertThat(rule.at("/help/text").asString()).isEqualTo(page.text());
        assertThat(rule.at("/shortDescription/text").asString()).isEqualTo("capability denied");
    }

    @Test
    void a_file_that_could_not_be_read_makes_the_run_unsuccessful() throws Exception {
        JsonNode run = run(Reported.byTheGate());
        assertThat(run.at("/invocations/0/executionSuccessful").asBoolean()).isFalse();
        assertThat(run.at("/invocations/0/toolExecutionNotifications/0/message/text")
                        .asString())
                .isEqualTo("none such.wasm: there is no such file");
        assertThat(run(Reported.of(Reported.file("a.wasm", Reported.unsigned())))
                        .at("/invocations/0/executionSuccessful")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void nothing_in_it_tells_where_the_checkout_is() throws Exception {
        assertThat(sarif(Reported.byTheGate()))
                .contains("v05.expired.wasm")
                .doesNotContain(Reported.MODULES.toString())
                .doesNotContain(Path.of("").toAbsolutePath().toString());
    }

    @Test
    void fingerprints_outlast_days_and_places_and_tell_findings_apart() throws Exception {
        String here = fingerprints("expires in 3 days, at 2026-11-27T00:00:00Z", Path.of("/a"));
        assertThat(fingerprints("expires in 2 days, at 2026-11-27T00:00:00Z", Path.of("/b")))
                .isEqualTo(here);
        assertThat(fingerprints("capability x:1a is denied", Path.of("/a")))
                .isNotEqualTo(fingerprints("capability x:2a is denied", Path.of("/a")));
        JsonNode results = run(Reported.of(Reported.file(
                        "a.wasm", Reported.denied("expires in 1 days"), Reported.denied("expires in 2 days"))))
                .at("/results");
        assertThat(results.get(0).get("partialFingerprints"))
                .isNotEqualTo(results.get(1).get("partialFingerprints"));
    }

    /** SARIF 2.1.0, 3.11.5 and 3.11.6. */
    @Test
    void a_name_makes_neither_placeholders_nor_links() throws Exception {
        assertThat(run(Reported.of(Reported.file("[click](https://evil.example) {0}.wasm", Reported.unsigned())))
                        .at("/results/0/message/text")
                        .asString())
                .startsWith("[click] (https://evil.example) {{0}}.wasm: ");
    }

    private static String fingerprints(String message, Path root) throws Exception {
        GateReport report =
                Reported.of(Reported.file(root.resolve("dist/a.wasm").toString(), Reported.denied(message)));
        String text = ReportFormat.SARIF.render(report, new ReportOrigin("1", root));
        return new JsonMapper()
                .readTree(text)
                .at("/runs/0/results/0/partialFingerprints")
                .toString();
    }

    private static JsonNode run(GateReport report) throws Exception {
        return new JsonMapper().readTree(sarif(report)).at("/runs/0");
    }

    private static String sarif(GateReport report) {
        return ReportFormat.SARIF.render(report, Reported.ORIGIN);
    }

    static void assertValid(String text) throws Exception {
        try (InputStream schema = SarifReportTest.class.getResourceAsStream("/schemas/sarif-schema-2.1.0.json")) {
            assertThat(registry()
                            .getSchema(schema, InputFormat.JSON)
                            .validate(
                                    text,
                                    InputFormat.JSON,
                                    execution ->
                                            execution.executionConfig(config -> config.formatAssertionsEnabled(true))))
                    .isEmpty();
        }
    }

    private static SchemaRegistry registry() {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7);
    }
}
