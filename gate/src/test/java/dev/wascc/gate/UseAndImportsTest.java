package dev.wascc.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wascc.claims.ActorModule;
import dev.wascc.claims.Finding;
import dev.wascc.claims.Finding.Severity;
import dev.wascc.claims.TrustPolicy;
import dev.wascc.document.DocumentException;
import dev.wascc.gate.use.SignedActor;
import dev.wascc.gate.use.UseTrace;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UseAndImportsTest {
    private static final Clock CLOCK = Clock.fixed(SignedActor.NOW, ZoneOffset.UTC);
    private static final String FIELDS = "(import \"env\" \"system\" (func)) (memory 1)";

    @ParameterizedTest
    @CsvSource({
        "leastPrivilege: enforce, true, ERROR",
        "leastPrivilege: warn, false, WARNING",
        "leastPrivilege: off, false,",
        "'', false,"
    })
    void a_rule_says_how_least_privilege_is_taken(String line, boolean refused, Severity severity) throws Exception {
        SignedActor actor = SignedActor.of(FIELDS, "wascc:keyvalue");
        Verdict verdict = gate(line).judge(actor.module());
        assertThat(verdict.refused()).isEqualTo(refused);
        assertThat(verdict.findings())
                .extracting(finding -> finding.rule().id() + " " + finding.severity())
                .isEqualTo(severity == null ? List.of() : List.of("WASCC-L001 " + severity, "WASCC-L003 " + severity));
        assertThat(verdict.exitCode()).isEqualTo(refused ? 14 : 0);
    }

    @Test
    void findings_name_the_line_that_asks_for_them() throws Exception {
        SignedActor actor = SignedActor.of(FIELDS);
        assertThat(gate("leastPrivilege: enforce").judge(actor.module()).findings())
                .singleElement()
                .extracting(finding -> String.valueOf(finding.source()))
                .isEqualTo("policy.yaml:7:5");
    }

    @Test
    void hints_never_refuse() throws Exception {
        SignedActor actor = SignedActor.holding("wascc:logging", "wascc:keyvalue");
        Verdict verdict = gate("leastPrivilege: enforce").judge(actor.module());
        assertThat(verdict.refused()).isFalse();
        assertThat(verdict.findings())
                .extracting(Finding::severity)
                .containsExactly(Severity.WARNING, Severity.WARNING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"leastPrivilege: maybe", "leastPrivilege:", "leastPrivilege: true"})
    void anything_else_is_no_way_to_take_it(String line) {
        assertThatThrownBy(() -> gate(line))
                .isInstanceOf(DocumentException.class)
                .hasMessageStartingWith("policy.yaml:7:");
    }

    @Test
    void a_recorded_run_without_a_policy_enforces() throws Exception {
        SignedActor actor = SignedActor.of(FIELDS, "wascc:keyvalue");
        Gate gate = Gate.trusting(TrustPolicy.integrityOnly(), CLOCK);
        assertThat(gate.judge(actor.module()).findings()).isEmpty();
        Verdict verdict = gate.withUse(UseTrace.EMPTY).judge(actor.module());
        assertThat(verdict.findings())
                .extracting(finding -> finding.rule().id() + " " + finding.severity())
                .containsExactly("WASCC-L001 ERROR", "WASCC-L003 ERROR", "WASCC-L004 WARNING");
        assertThatThrownBy(() -> gate.withUse(UseTrace.EMPTY).admit(actor.module()))
                .hasMessageContaining("WASCC-L003");
    }

    @ParameterizedTest
    @CsvSource({"'', 14", "leastPrivilege: enforce, 14", "leastPrivilege: warn, 0", "leastPrivilege: off, 0"})
    void a_recorded_run_beside_a_policy_enforces_unless_the_rule_says_otherwise(String line, int exitCode)
            throws Exception {
        SignedActor actor = SignedActor.of(FIELDS, "wascc:keyvalue");
        assertThat(gate(line).withUse(UseTrace.EMPTY).judge(actor.module()).exitCode())
                .isEqualTo(exitCode);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "imports: { allow: [\"wapc.*\"] } | import env.system is not allowed by rule \"*\"; allowed: wapc.*",
                "imports: { deny: [\"env.*\"] } | import env.system is denied by rule \"*\"",
                "imports: { allow: [\"env.*\"], deny: [env.system] } | import env.system is denied by rule \"*\"",
                "imports: { allow: [] } | import env.system is not allowed by rule \"*\"; allowed: none",
                "imports: { allow: [\"wapc.*\", env.system] } |",
                "imports: { deny: [wasi_unstable.fd_write] } |"
            })
    void imports_are_allowed_and_denied_by_patterns(String line, String message) throws Exception {
        SignedActor actor = SignedActor.of(FIELDS);
        Verdict verdict = gate(line).judge(actor.module());
        assertThat(verdict.findings())
                .extracting(finding -> finding.rule().id() + " " + finding.message())
                .isEqualTo(message == null ? List.of() : List.of("WASCC-P014 " + message));
        assertThat(verdict.exitCode()).isEqualTo(message == null ? 0 : 14);
    }

    /** Twice the same import section: the engines refuse it, and readers may take the one or the other. */
    @ParameterizedTest
    @ValueSource(strings = {"leastPrivilege: warn", "level: audit, leastPrivilege: enforce", "imports: { deny: [x] }"})
    void imports_that_cannot_be_told_are_bad_form_at_every_level(String line) throws Exception {
        String imports = "0207010161016200" + "00";
        ActorModule twice = ActorModule.of(HexFormat.of().parseHex("0061736d01000000" + imports + imports));
        Verdict verdict = gate(line.replace(", ", "\n    "))
                .judge(SignedActor.of(twice, false, List.of()).module());
        assertThat(verdict.exitCode()).isEqualTo(15);
        assertThat(verdict.findings())
                .extracting(Finding::message)
                .contains("malformed Wasm: section 2 is there twice");
    }

    @Test
    void several_imports_make_one_finding_for_each_reason() throws Exception {
        String fields = "(import \"a\" \"x\" (func)) (import \"b\" \"y\" (func)) (import \"b\" \"z\" (func))";
        Verdict verdict = gate("imports: { allow: [\"c.*\"], deny: [\"b.*\"] }")
                .judge(SignedActor.of(fields).module());
        assertThat(verdict.findings())
                .extracting(Finding::message)
                .containsExactly(
                        "imports b.y, b.z are denied by rule \"*\"",
                        "import a.x is not allowed by rule \"*\"; allowed: c.*");
    }

    private static Gate gate(String line) throws DocumentException {
        String policy =
                """
                version: 1
                issuers:
                  - key: %s
                    name: us
                actors:
                  - match: { name: "*" }
                    %s
                """
                        .formatted(SignedActor.ACCOUNT.publicKey().text(), line);
        return Gate.by(Policy.parse("policy.yaml", policy, true, Path.of("")), Set.of(), CLOCK);
    }
}
