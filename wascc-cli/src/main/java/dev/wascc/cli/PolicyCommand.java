package dev.wascc.cli;

import dev.wascc.document.DocumentException;
import dev.wascc.gate.Policy;
import dev.wascc.gate.RevisionLock;
import dev.wascc.gate.RuleOutline;
import dev.wascc.provider.OneLine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/** Policy files themselves. */
@CommandLine.Command(
        name = "policy",
        description = "Check a policy file, or print the JSON Schema of policy files.",
        subcommands = {PolicyCommand.Check.class, PolicyCommand.Schema.class})
final class PolicyCommand extends Command {
    @Override
    public Integer call() {
        throw usage("policy needs a command: check or schema");
    }

    /** Reads a policy as the gate does, and says what it read. */
    @CommandLine.Command(
            name = "check",
            description = "Read a policy and its lock files; show whom it trusts and what its rules ask.")
    static final class Check extends Command {
        @Parameters(paramLabel = "FILE", description = "A policy file, YAML or JSON.")
        Path file = Path.of("");

        private final Map<Path, Optional<RevisionLock>> locks = new LinkedHashMap<>();

        @Override
        public Integer call() throws DocumentException {
            Policy policy = Policy.read(file);
            for (Path lock : policy.locks()) {
                locks.put(lock, RevisionLock.read(lock));
            }
            if (json()) {
                print(Json.write(tree(policy)));
            } else {
                text(policy).forEach(line -> print(OneLine.of(line)));
            }
            policy.outline().stream()
                    .filter(rule -> !rule.reachable())
                    .forEach(rule -> say("warning: " + file + ":" + rule.line() + ": rule " + rule.label()
                            + " never counts, as a rule before it matches every actor"));
            return ExitCode.OK;
        }

        private List<String> text(Policy policy) {
            List<String> lines = new ArrayList<>();
            lines.add(file + "  OK  level " + policy.level().word());
            policy.issuers().forEach((key, name) -> lines.add("trusts     " + key + "  " + name));
            for (RuleOutline rule : policy.outline()) {
                lines.add("rule       " + rule.label() + "  line " + rule.line()
                        + (rule.level() == policy.level()
                                ? ""
                                : "  level " + rule.level().word()));
                rule.asks().forEach(asked -> lines.add("             " + asked));
            }
            lines.add(
                    policy.deniesUnmatched()
                            ? "any other  denied (WASCC-P001)"
                            : "any other  allowed, if it is signed by one of these");
            locks.forEach((path, lock) -> lines.add("lock       " + path + "  "
                    + lock.map(read -> read.entries().size() + " actors")
                            .orElse("not there; wascc verify --update-lock makes it")));
            return lines;
        }

        private Map<String, @Nullable Object> tree(Policy policy) {
            Map<String, @Nullable Object> tree = Json.object();
            tree.put("policy", file.toString());
            tree.put("level", policy.level().word());
            tree.put("default", policy.deniesUnmatched() ? "deny" : "allow");
            List<Map<String, @Nullable Object>> issuers = new ArrayList<>();
            policy.issuers().forEach((key, name) -> {
                Map<String, @Nullable Object> issuer = new LinkedHashMap<>();
                issuer.put("key", key.text());
                issuer.put("name", name);
                issuers.add(issuer);
            });
            tree.put("issuers", issuers);
            tree.put("rules", policy.outline().stream().map(Check::row).toList());
            List<Map<String, @Nullable Object>> files = new ArrayList<>();
            locks.forEach((path, lock) -> {
                Map<String, @Nullable Object> row = new LinkedHashMap<>();
                row.put("file", path.toString());
                row.put("actors", lock.map(read -> read.entries().size()).orElse(null));
                files.add(row);
            });
            tree.put("locks", files);
            return tree;
        }

        private static Map<String, @Nullable Object> row(RuleOutline rule) {
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            row.put("rule", rule.label());
            row.put("line", rule.line());
            row.put("level", rule.level().word());
            row.put("asks", rule.asks());
            row.put("reachable", rule.reachable());
            return row;
        }
    }

    /** For editors, which complete and check by it. */
    @CommandLine.Command(name = "schema", description = "Print the JSON Schema of policy files.")
    static final class Schema extends Command {
        @Override
        public Integer call() {
            surroundings.out().print(Policy.schema());
            return ExitCode.OK;
        }
    }
}
