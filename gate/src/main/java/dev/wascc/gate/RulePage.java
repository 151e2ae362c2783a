package dev.wascc.gate;

import dev.wascc.claims.ClaimsRule;
import dev.wascc.claims.Rule;
import dev.wascc.claims.archive.ArchiveRule;
import dev.wascc.document.Suggestion;
import dev.wascc.gate.use.PrivilegeRule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is told of a rule: the page of {@code docs/rules} with its id.
 *
 * @param markdown the page as it stands there
 */
public record RulePage(Rule rule, String markdown) {
    private static final String MEANING = "Meaning";
    private static final String CODE = "    ";

    /** All rules: of form and signature, of provider archives, of policies, of least privilege, of packages for Lambda. */
    public static List<Rule> rules() {
        return Stream.of(
                        ClaimsRule.values(),
                        ArchiveRule.values(),
                        PolicyRule.values(),
                        PrivilegeRule.values(),
                        DeploymentRule.values())
                .<Rule>flatMap(Stream::of)
                .toList();
    }

    /** The page of a rule. */
    public static RulePage of(Rule rule) {
        return new RulePage(rule, Resource.text(RulePage.class, "rules/" + rule.id() + ".md"));
    }

    /**
     * The page of the rule with this id; {@code p003} will do.
     *
     * @throws NoSuchElementException there is no such rule; the message says which one may have been meant
     */
    public static RulePage of(String id) {
        String upper = id.toUpperCase(Locale.ROOT);
        String whole = upper.startsWith("WASCC-") ? upper : "WASCC-" + upper;
        return rules().stream()
                .filter(rule -> rule.id().equals(whole))
                .findFirst()
                .map(RulePage::of)
                .orElseThrow(() -> new NoSuchElementException("there is no rule " + id
                        + Suggestion.of(whole, rules().stream().map(Rule::id).toList())));
    }

    /** By heading, {@code Meaning} for what stands under the title: {@code Example}, {@code Cause}, {@code Cure}, {@code In a policy}. */
    public Map<String, String> sections() {
        Map<String, String> sections = new LinkedHashMap<>();
        String heading = MEANING;
        for (String part : markdown.split("\n(?=## )")) {
            String body = part.substring(part.indexOf('\n') + 1).strip();
            if (part.startsWith("## ")) {
                heading = part.lines().findFirst().orElse("").substring(3);
                body = part.substring(part.indexOf('\n') + 1).replaceAll("^\n+|\n+$", "");
            }
            sections.put(heading, body);
        }
        return sections;
    }

    /** The commands that mend it, one a line of the cure. */
    public List<String> cures() {
        return sections()
                .getOrDefault("Cure", "")
                .lines()
                .filter(line -> line.startsWith(CODE))
                .map(String::strip)
                .toList();
    }

    /** For a terminal: without the marks of Markdown. */
    public String text() {
        return markdown.lines()
                .map(line -> line.startsWith(CODE)
                        ? line
                        : line.replaceFirst("^#+ ", "").replace("`", ""))
                .collect(Collectors.joining("\n"));
    }
}
