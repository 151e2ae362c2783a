package dev.wascc.gate.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** By docs.gitlab.com, "Code Quality", "Code Quality report format". */
class GitlabReportTest {
    @Test
    void every_violation_has_what_gitlab_asks_for() throws Exception {
        JsonNode violations =
                new JsonMapper().readTree(ReportFormat.GITLAB.render(Reported.byTheGate(), Reported.ORIGIN));
        Set<String> fingerprints = new HashSet<>();
        assertThat(violations.findValuesAsString("check_name"))
                .containsExactly("WASCC-S005", "WASCC-S001", "WASCC-S008", "wascc-not-read");
        for (JsonNode violation : violations) {
            assertThat(violation.at("/description").asString()).isNotBlank();
            assertThat(violation.at("/check_name").asString()).isNotBlank();
            assertThat(violation.at("/severity").asString()).isIn("info", "minor", "major", "critical", "blocker");
            assertThat(violation.at("/location/path").asString())
                    .endsWith(".wasm")
                    .doesNotStartWith("./")
                    .doesNotStartWith("/");
            assertThat(violation.at("/location/lines/begin").isInt()).isTrue();
            assertThat(fingerprints.add(violation.at("/fingerprint").asString()))
                    .isTrue();
        }
    }

    @Test
    void the_same_finding_twice_has_two_fingerprints_and_always_the_same_two() throws Exception {
        String once = render();
        JsonNode violations = new JsonMapper().readTree(once);
        assertThat(violations.get(0).get("fingerprint"))
                .isNotEqualTo(violations.get(1).get("fingerprint"));
        assertThat(render()).isEqualTo(once);
    }

    private static String render() {
        return ReportFormat.GITLAB.render(
                Reported.of(Reported.file("a.wasm", Reported.denied("x"), Reported.denied("x"))), Reported.ORIGIN);
    }
}
