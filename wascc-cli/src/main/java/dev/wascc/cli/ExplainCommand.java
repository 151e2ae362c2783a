package dev.wascc.cli;

import dev.wascc.claims.Rule;
import dev.wascc.gate.RulePage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tells what a rule means, with an example, and what mends what it finds: the pages of {@code docs/rules}. */
@CommandLine.Command(name = "explain", description = "Tell what a rule means, and what mends what it finds.")
final class ExplainCommand extends Command {
    @Parameters(arity = "0..*", paramLabel = "RULE", description = "WASCC-P003, or P003; all rules are listed without.")
    List<String> rules = List.of();

    @Option(names = "--list", description = "List all rules.")
    boolean list;

    @Override
    public Integer call() {
        if (list && !rules.isEmpty()) {
            throw usage("give rules, or --list");
        }
        if (rules.isEmpty()) {
            list();
        } else {
            explain(pages());
        }
        return ExitCode.OK;
    }

    private List<RulePage> pages() {
        List<RulePage> pages = new ArrayList<>();
        for (String rule : rules) {
            try {
                pages.add(RulePage.of(rule));
            } catch (NoSuchElementException e) {
                throw usage(String.valueOf(e.getMessage()));
            }
        }
        return pages;
    }

    private void list() {
        if (json()) {
            Map<String, @Nullable Object> object = Json.object();
            object.put(
                    "rules", RulePage.rules().stream().map(ExplainCommand::row).toList());
            print(Json.write(object));
        } else {
            RulePage.rules()
                    .forEach(rule -> print(rule.id() + "  "
                            + String.format("%2d", rule.exitClass().exitCode()) + "  " + rule.title()));
        }
    }

    private void explain(List<RulePage> pages) {
        if (json()) {
            List<Map<String, @Nullable Object>> rows =
                    pages.stream().map(ExplainCommand::row).toList();
            Map<String, @Nullable Object> object = Json.object();
            if (rows.size() == 1) {
                object.putAll(rows.get(0));
            } else {
                object.put("rules", rows);
            }
            print(Json.write(object));
        } else {
            print(String.join("\n\n", pages.stream().map(RulePage::text).toList()));
        }
    }

    private static Map<String, @Nullable Object> row(Rule rule) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("rule", rule.id());
        row.put("title", rule.title());
        row.put("exitCode", rule.exitClass().exitCode());
        return row;
    }

    private static Map<String, @Nullable Object> row(RulePage page) {
        Map<String, @Nullable Object> row = row(page.rule());
        Map<String, String> sections = page.sections();
        row.put("meaning", sections.get("Meaning"));
        row.put("example", sections.get("Example"));
        row.put("cause", sections.get("Cause"));
        row.put("cure", page.cures());
        row.put("inPolicy", sections.get("In a policy"));
        return row;
    }
}
