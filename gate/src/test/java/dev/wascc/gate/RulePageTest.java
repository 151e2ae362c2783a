package dev.wascc.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wascc.claims.Rule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RulePageTest {
    private static final Path PAGES = Path.of("../docs/rules");

    static List<Rule> rules() {
        return RulePage.rules();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void a_rule_has_a_page_with_meaning_example_cause_cure_and_what_a_policy_can_do(Rule rule) throws Exception {
        RulePage page = RulePage.of(rule);
        assertThat(page.markdown())
                .isEqualTo(Files.readString(PAGES.resolve(rule.id() + ".md")))
                .startsWith("# " + rule.id() + ": " + rule.title() + "\n\n");
        assertThat(page.sections()).containsOnlyKeys("Meaning", "Example", "Cause", "Cure", "In a policy");
        assertThat(page.sections().values()).noneMatch(String::isBlank);
        assertThat(page.sections().get("Example"))
                .containsPattern("(?m)^      " + rule.id() + "  ")
                .contains("                  to mend it: ");
        assertThat(page.cures()).isNotEmpty();
        boolean warns = page.sections().get("Example").contains(rule.id() + "  warning: ");
        assertThat(page.sections()
                        .get("Meaning")
                        .contains("with code " + rule.exitClass().exitCode() + ","))
                .isEqualTo(!warns);
        assertThat(page.markdown().lines()).allMatch(line -> line.startsWith("    ") || line.length() <= 120);
    }

    /** Braces in SARIF's texts are placeholders. */
    @ParameterizedTest
    @MethodSource("rules")
    void a_page_can_stand_in_a_sarif_report(Rule rule) {
        assertThat(RulePage.of(rule).markdown()).doesNotContain("{", "}", "](");
    }

    @Test
    void ids_are_given_once_and_every_page_has_a_rule_and_a_line_in_the_index() throws Exception {
        List<String> ids = rules().stream().map(Rule::id).toList();
        assertThat(ids).doesNotHaveDuplicates();
        try (Stream<Path> pages = Files.list(PAGES)) {
            assertThat(pages.map(page -> page.getFileName().toString().replace(".md", "")))
                    .filteredOn(name -> !name.equals("README"))
                    .containsExactlyInAnyOrderElementsOf(ids);
        }
        assertThat(Files.readString(PAGES.resolve("README.md")).lines().filter(line -> line.startsWith("| [")))
                .containsExactlyElementsOf(rules().stream()
                        .map(rule -> "| [" + rule.id() + "](" + rule.id() + ".md) | " + rule.title() + " | "
                                + rule.exitClass().exitCode() + " |")
                        .toList());
    }

    @Test
    void the_text_for_terminals_has_no_marks() {
        assertThat(RulePage.of("WASCC-P003").text())
                .startsWith("WASCC-P003: capability denied\n\nThe actor claims")
                .contains("\nIn a policy\n", "\n    wascc claims remove payments-job.wasm wascc:blobstore\n")
                .doesNotContain("`", "##");
    }

    @ParameterizedTest
    @CsvSource({"p003, WASCC-P003", "WASCC-l001, WASCC-L001", "S007, WASCC-S007"})
    void an_id_may_be_given_shortly(String given, String id) {
        assertThat(RulePage.of(given).rule().id()).isEqualTo(id);
    }

    @Test
    void an_id_that_is_none_is_answered_with_what_was_meant() {
        assertThatThrownBy(() -> RulePage.of("WASCC-P03"))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessageStartingWith("there is no rule WASCC-P03; did you mean WASCC-P0");
    }
}
