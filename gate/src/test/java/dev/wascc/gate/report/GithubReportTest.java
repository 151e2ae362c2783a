package dev.wascc.gate.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wascc.gate.GateReport;
import org.junit.jupiter.api.Test;

/** By docs.github.com, "Workflow commands for GitHub Actions", and the escaping of actions/toolkit's core package. */
class GithubReportTest {
    @Test
    void a_finding_is_an_annotation_at_the_line_that_asked() {
        assertThat(github(Reported.of(Reported.file("dist/a.wasm", Reported.denied("100% denied")))))
                .isEqualTo(
                        """
                        ::error file=policy.yaml,line=11,col=7,title=WASCC-P003 capability denied::dist/a.wasm: 100%25 denied; \
                        to mend it: wascc claims remove dist/a.wasm wascc:keyvalue
                        wascc: 1 checked: 0 ok, 1 failed
                        """);
    }

    @Test
    void without_such_a_line_it_is_at_the_module() {
        assertThat(github(Reported.of(Reported.file("dist/a.wasm", Reported.unsigned()))))
                .startsWith("::error file=dist/a.wasm,title=WASCC-S001 not signed::dist/a.wasm: it is not signed\n");
    }

    @Test
    void warnings_and_unread_files_are_annotations_too() {
        assertThat(github(Reported.of(
                        Reported.file("a.wasm", Reported.warned("x")), Reported.unread("b.wasm", "permission denied"))))
                .contains("::warning file=policy.yaml,line=11")
                .contains("::error file=b.wasm,title=wascc%3A not read::b.wasm: permission denied\n")
                .endsWith("wascc: 2 checked: 1 ok, 1 failed\n");
    }

    @Test
    void no_name_and_no_message_makes_a_command_of_its_own() {
        String hostile = "a\n::error::b\r\n::stop-commands::c%0A::warning file=x,line=1::d\u2028::e";
        String text = github(Reported.of(
                Reported.file(hostile, Reported.unsigned(), Reported.denied(hostile)),
                Reported.unread(hostile, hostile)));
        assertThat(text.split("\n|\r")).hasSize(4).satisfies(lines -> assertThat(lines[3])
                .startsWith("wascc: "));
        assertThat(text.lines().limit(3)).allSatisfy(line -> {
            String properties = line.substring("::error ".length(), line.indexOf("::", 2));
            assertThat(properties.split(",")).allMatch(property -> property.matches("(file|line|col|title)=[^:]*"));
            assertThat(properties).doesNotContain("line=1,", "line=1:");
        });
        assertThat(text).doesNotContain("c%0A").contains("c%250A");
    }

    private static String github(GateReport report) {
        return ReportFormat.GITHUB.render(report, Reported.ORIGIN);
    }
}
