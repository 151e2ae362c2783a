package dev.wascc.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.wascc.claims.Rule;
import dev.wascc.document.JsonTree;
import dev.wascc.gate.RulePage;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExplainTest {
    private final Cli cli = new Cli(Path.of("keys"));

    static List<Rule> rules() {
        return RulePage.rules();
    }

    /** The commands of the pages on rules and policies, as they stand there. */
    static List<String> commands() throws Exception {
        Stream<String> cures = rules().stream().flatMap(rule -> RulePage.of(rule).cures().stream());
        Stream<String> others = Stream.of("policy.md", "least-privilege.md")
                .flatMap(page -> lines(Path.of("../docs", page)))
                .filter(line -> line.matches(" *\\$ wascc .*"))
                .map(line -> line.strip().substring(2));
        return Stream.concat(cures, others)
                .map(line -> line.replaceFirst(" *[#>].*", ""))
                .filter(line -> line.startsWith("wascc ") && !line.contains("'"))
                .distinct()
                .toList();
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void a_command_that_a_page_names_is_one(String command) {
        StringWriter out = new StringWriter();
        Main.Surroundings surroundings = new Main.Surroundings(
                new PrintWriter(out),
                new PrintWriter(out),
                InputStream.nullInputStream(),
                Map.of(),
                Clock.systemUTC(),
                false);
        String[] args = command.substring("wascc ".length()).split(" +");
        assertThatCode(() -> Commands.line(new CommandFactory(surroundings), args)
                        .setCaseInsensitiveEnumValuesAllowed(true)
                        .parseArgs(args))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void a_rule_is_explained_as_its_page_does(Rule rule) throws Exception {
        Cli.Result text = cli.run("explain", rule.id());
        assertThat(text.code()).isZero();
        assertThat(text.out()).isEqualTo(RulePage.of(rule).text() + "\n");
        Map<?, ?> object = (Map<?, ?>)
                JsonTree.read(cli.run("explain", rule.id(), "-o", "json").out());
        assertThat(object.get("title")).isEqualTo(rule.title());
        assertThat(object.get("cure")).isEqualTo(RulePage.of(rule).cures());
        assertThat(object.get("inPolicy")).asString().isNotBlank();
    }

    @Test
    void all_rules_are_listed() throws Exception {
        assertThat(cli.run("explain").out())
                .isEqualTo(cli.run("explain", "--list").out())
                .hasLineCount(rules().size())
                .contains("WASCC-P003  14  capability denied\n");
        Map<?, ?> object = (Map<?, ?>)
                JsonTree.read(cli.run("explain", "--list", "-o", "json").out());
        assertThat((List<?>) object.get("rules")).hasSameSizeAs(rules());
    }

    @Test
    void a_rule_that_is_none_is_2_and_what_was_meant_is_said() {
        Cli.Result result = cli.run("explain", "WASCC-P0003");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("there is no rule WASCC-P0003; did you mean WASCC-P003?");
        assertThat(cli.run("explain", "p003", "l001").out()).contains("WASCC-P003", "WASCC-L001");
        assertThat(cli.run("explain", "p003", "--list").code()).isEqualTo(2);
    }

    @Test
    void help_and_completion_know_the_commands() {
        assertThat(cli.run("--help").out()).contains("explain", "policy");
        assertThat(cli.run("completion").out()).contains("explain", "--update-lock", "_wascc_policy_check");
    }
}
