package dev.wascc.gate.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wascc.claims.Finding.Source;
import dev.wascc.gate.GateReport;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Findings stand where a POM asks for a module, as nobody has the module in a checkout. */
class AskedAtTest {
    private static final String DEPENDENCY = "com.acme:actors:jar:1.0!/greeter.wasm";
    private static final ReportOrigin ORIGIN = new ReportOrigin(
            "1.2.3",
            Path.of("/checkout"),
            Map.of(
                    "/checkout/api/target/api.wasm",
                    new Source("/checkout/api/pom.xml", 31, 9),
                    DEPENDENCY,
                    new Source("/checkout/pom.xml", 12, 5)));
    private static final GateReport REPORT = Reported.of(
            Reported.file("/checkout/api/target/api.wasm", Reported.denied("denied")),
            Reported.file(DEPENDENCY, Reported.unsigned()),
            Reported.unread("/checkout/api/target/api.wasm", "gone"));

    @Test
    void an_annotation_is_at_the_line_of_the_pom_and_names_that_of_the_policy() {
        assertThat(ReportFormat.GITHUB.render(REPORT, ORIGIN).lines())
                .contains("::error file=api/pom.xml,line=31,col=9,title=WASCC-P003 capability denied::"
                        + "api/target/api.wasm: denied; to mend it: wascc claims remove api/target/api.wasm"
                        + " wascc:keyvalue  (policy.yaml:11)")
                .anyMatch(line -> line.startsWith("::error file=pom.xml,line=12,col=5,title=WASCC-S001 not signed::"))
                .anyMatch(line -> line.startsWith("::error file=api/pom.xml,line=31,col=9,title=wascc%3A not read::"));
    }

    @Test
    void a_sarif_result_is_at_the_line_of_the_pom_and_of_the_module() throws Exception {
        JsonNode results = new JsonMapper()
                .readTree(ReportFormat.SARIF.render(REPORT, ORIGIN))
                .at("/runs/0/results");
        JsonNode first = results.get(0);
        assertThat(first.at("/locations/0/physicalLocation/artifactLocation/uri")
                        .asString())
                .isEqualTo("api/pom.xml");
        assertThat(first.at("/locations/0/physicalLocation/region/startLine").asInt())
                .isEqualTo(31);
        assertThat(first.at("/analysisTarget/uri").asString()).isEqualTo("api/target/api.wasm");
        assertThat(first.at("/relatedLocations/0/physicalLocation/region/startLine")
                        .asInt())
                .isEqualTo(11);
        assertThat(results.get(1).at("/analysisTarget/uri").asString())
                .isEqualTo("com.acme%3Aactors%3Ajar%3A1.0%21/greeter.wasm");
        SarifReportTest.assertValid(ReportFormat.SARIF.render(REPORT, ORIGIN));
    }

    @Test
    void a_violation_for_gitlab_is_at_the_line_of_the_pom() throws Exception {
        JsonNode violations = new JsonMapper().readTree(ReportFormat.GITLAB.render(REPORT, ORIGIN));
        assertThat(violations.get(0).at("/location/path").asString()).isEqualTo("api/pom.xml");
        assertThat(violations.get(0).at("/location/lines/begin").asInt()).isEqualTo(31);
        assertThat(violations.get(1).at("/location/path").asString()).isEqualTo("pom.xml");
    }

    @Test
    void the_summary_counts_by_kind_and_names_each_rule_once() {
        assertThat(REPORT.violations())
                .isEqualTo("1 file not read; 1 signing violation: WASCC-S001; 1 policy violation: WASCC-P003");
        assertThat(Reported.of(Reported.file("a", Reported.denied("x"), Reported.denied("y"), Reported.warned("z")))
                        .violations())
                .isEqualTo("2 policy violations: WASCC-P003");
        assertThat(Reported.of(Reported.file("a", Reported.warned("z"))).violations())
                .isEmpty();
    }
}
