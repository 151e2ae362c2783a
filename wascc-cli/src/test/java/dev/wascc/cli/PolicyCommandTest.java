package dev.wascc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wascc.document.JsonTree;
import dev.wascc.gate.Policy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyCommandTest {
    private static final String KEY = "ACOJJN6WUP4ODD75XEBKKTCCUJJCY5ZKQ56XVKYK4BEJWGVAOOQHZMCW";

    @TempDir
    Path dir;

    private Path policy(String actors) throws Exception {
        return Files.writeString(
                dir.resolve("p.yaml"),
                "version: 1\nissuers:\n  - { key: " + KEY + ", name: team }\nactors:\n" + actors);
    }

    private Cli.Result wascc(Object... args) {
        return new Cli(dir.resolve("keys")).run(args);
    }

    @Test
    void a_policy_is_shown_as_the_gate_reads_it() throws Exception {
        Path policy = policy(
                """
                  - match: { name: "pay-*" }
                    level: warn
                    capabilities: { allow: ["wascc:*"], deny: [] }
                    revision: { notBelow: release.lock }
                  - match: { name: "*" }
                  - match: { subject: "M*" }
                """);
        Cli.Result result = wascc("policy", "check", policy);
        assertThat(result.code()).isZero();
        assertThat(result.out())
                .isEqualTo(
                        """
                        %s  OK  level enforce
                        trusts     %s  team
                        rule       "pay-*"  line 5  level warn
                                     capabilities: { allow: [wascc:*], deny: [] }
                                     revision: { notBelow: release.lock }
                        rule       "*"  line 9
                        rule       "M*"  line 10
                        any other  denied (WASCC-P001)
                        lock       %s  not there; wascc verify --update-lock makes it
                        """
                                .formatted(policy, KEY, dir.resolve("release.lock")));
        assertThat(result.err())
                .contains("warning: " + policy + ":10: rule \"M*\" never counts")
                .hasLineCount(1);
        Map<?, ?> object = (Map<?, ?>)
                JsonTree.read(wascc("policy", "check", policy, "-o", "json").out());
        assertThat((List<?>) object.get("rules")).hasSize(3);
        assertThat(object.get("default")).isEqualTo("deny");
    }

    @Test
    void what_is_wrong_with_a_policy_or_its_lock_file_ends_with_2_and_a_place_and_a_missing_one_with_11()
            throws Exception {
        Path policy = policy("  - match: { name: a }\n    revision: { notBelow: l }\n");
        Files.writeString(dir.resolve("l"), "version: 1\nactrs: {}\n");
        Cli.Result lock = wascc("policy", "check", policy);
        assertThat(lock.code()).isEqualTo(2);
        assertThat(lock.err()).contains("l:2:1: a lock file has no key actrs; did you mean actors?");
        assertThat(wascc("policy", "check", policy("  - { mach: { name: a } }\n"))
                        .err())
                .contains("p.yaml:5:7: a rule for actors has no key mach; did you mean match?");
        assertThat(wascc("policy", "check", dir.resolve("none.yaml")).code()).isEqualTo(11);
        assertThat(wascc("policy").code()).isEqualTo(2);
    }

    @Test
    void the_schema_is_printed() {
        assertThat(wascc("policy", "schema").out()).isEqualTo(Policy.schema());
    }
}
