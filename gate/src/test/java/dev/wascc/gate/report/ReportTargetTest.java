package dev.wascc.gate.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportTargetTest {
    @Test
    void a_format_has_a_file_or_standard_output() throws Exception {
        assertThat(ReportTarget.parse("sarif=out/a=b.sarif"))
                .isEqualTo(new ReportTarget(ReportFormat.SARIF, Path.of("out/a=b.sarif")));
        assertThat(ReportTarget.parse("github").toOutput()).isTrue();
        assertThat(ReportTarget.parse("markdown=-").toOutput()).isTrue();
        assertThat(ReportTarget.parse("github=a.txt").toOutput()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "serif=a, there is no report serif; did you mean sarif?",
        "sarif, 'the report sarif needs a file: sarif=FILE, or sarif=- for standard output'",
        "junit=, 'the report junit needs a file: junit=FILE, or junit=- for standard output'",
        "github=, 'the report github needs a file: github=FILE, or github=- for standard output'",
        "SARIF=a, there is no report SARIF; did you mean sarif?"
    })
    void anything_else_is_refused(String text, String message) {
        assertThatThrownBy(() -> ReportTarget.parse(text))
                .isInstanceOf(InvalidReportTargetException.class)
                .hasMessage(message);
    }

    @Test
    void two_reports_are_not_mixed_in_one_place() {
        assertThatThrownBy(() -> ReportTargets.parse(List.of("sarif=a", "junit=./a"), List.of()))
                .isInstanceOf(InvalidReportTargetException.class)
                .hasMessageContaining("two reports go to");
        assertThatThrownBy(() -> ReportTargets.parse(List.of("github", "junit=-"), List.of()))
                .hasMessageContaining("standard output");
    }

    @Test
    void a_report_is_written_to_its_file_or_to_the_output(@TempDir Path directory) throws Exception {
        StringBuilder output = new StringBuilder();
        Path file = directory.resolve("new/report.md");
        ReportTarget.parse("markdown=" + file).write(Reported.of(), Reported.ORIGIN, output);
        assertThat(output).isEmpty();
        ReportTarget.parse("markdown=-").write(Reported.of(), Reported.ORIGIN, output);
        assertThat(Files.readString(file)).isEqualTo(output.toString()).startsWith("### wascc");
    }
}
