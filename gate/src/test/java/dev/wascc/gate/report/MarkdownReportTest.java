package dev.wascc.gate.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wascc.claims.Finding;
import dev.wascc.gate.CheckedFile;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MarkdownReportTest {
    @Test
    void findings_are_rows_of_a_table() {
        assertThat(ReportFormat.MARKDOWN.render(
                        Reported.of(
                                Reported.file("a.wasm", Reported.denied("capability x is denied")),
                                Reported.file("b.wasm")),
                        Reported.ORIGIN))
                .isEqualTo(
                        """
                        ### wascc: failed

                        2 checked: 1 ok, 1 failed, by `policy.yaml`.

                        | File | Rule | Finding | Mend it |
                        |---|---|---|---|
                        | `a.wasm` | WASCC-P003 error | capability x is denied (`policy.yaml:11`) | `wascc claims remove a.wasm wascc:keyvalue` |
                        """);
    }

    @Test
    void a_run_that_passed_has_no_table() {
        assertThat(ReportFormat.MARKDOWN.render(Reported.of(Reported.file("b.wasm")), Reported.ORIGIN))
                .startsWith("### wascc: passed\n")
                .doesNotContain("|");
    }

    /** CommonMark: character references are no marks (6.2), and in code spans nothing is one but the fence (6.1). */
    @Test
    void hostile_text_is_text() {
        String hostile = "<img src=x> [a](javascript:b) | ``c`` @team #1 www.evil.example https://e &lt; *d*\n# e";
        String text = ReportFormat.MARKDOWN.render(
                Reported.of(Reported.file(hostile, Reported.unsigned(), Reported.denied(hostile))), Reported.ORIGIN);
        assertThat(text.lines().filter(line -> line.startsWith("| "))).hasSize(3);
        String prose = MarkdownReport.text(hostile);
        assertThat(prose)
                .doesNotContain("<", ">", "[", "]", "(", ")", "|", "`", "*", "@team", "www.", "://", "&lt;", "\n");
        assertThat(MarkdownReport.code("``c` | d")).isEqualTo("``` ``c` \\| d ```");
    }

    @Test
    void it_fits_a_comment_however_much_was_found() {
        CheckedFile[] files = IntStream.range(0, 3_000)
                .mapToObj(i -> Reported.file(i + ".wasm", new Finding[] {Reported.denied("x")}))
                .toArray(CheckedFile[]::new);
        assertThat(ReportFormat.MARKDOWN.render(Reported.of(files), Reported.ORIGIN))
                .hasSizeLessThan(65_536)
                .containsPattern("\nAnd \\d+ more\\.\n$");
    }
}
