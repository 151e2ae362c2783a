package dev.wascc.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wascc.claims.Finding;
import dev.wascc.claims.TrustPolicy;
import dev.wascc.document.DocumentException;
import dev.wascc.gate.provenance.Attestation;
import dev.wascc.gate.provenance.Attestations;
import dev.wascc.gate.provenance.BuildRun;
import dev.wascc.gate.provenance.Provenance;
import dev.wascc.gate.provenance.SourceTree;
import dev.wascc.gate.provenance.SourceTree.State;
import dev.wascc.gate.provenance.Subject;
import dev.wascc.gate.use.SignedActor;
import dev.wascc.nkeys.KeyRole;
import dev.wascc.nkeys.SigningKey;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProvenanceRequirementTest {
    private static final Clock CLOCK = Clock.fixed(SignedActor.NOW, ZoneOffset.UTC);
    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
    private static final SigningKey OTHER = SigningKey.generate(KeyRole.ACCOUNT, new SecureRandom());
    private static final SigningKey STRANGER = SigningKey.generate(KeyRole.ACCOUNT, new SecureRandom());

    private static SignedActor actor;
    private static SignedActor rebuilt;

    @BeforeAll
    static void sign() throws Exception {
        actor = SignedActor.of("(memory 1)");
        rebuilt = SignedActor.of("(memory 2)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{required: true}|",
                "{}|",
                "{builder: 'https://ci.acme.org/*'}|",
                "{builder: ['x', 'https://ci.*'], source: 'https://github.com/acme/*', commit: '0123*'}|",
                "{builder: 'https://ci.evil.org/*'}|was built by https://ci.acme.org/7; expected https://ci.evil.org/*",
                "{source: 'https://github.com/evil/*'}|was built from https://github.com/acme/a; expected",
                "{commit: 'f*'}|was built from commit 0123"
            })
    void an_attestation_is_to_say_what_the_policy_asks(String provenance, String problem) throws Exception {
        Verdict verdict = gate("provenance: " + provenance)
                .withAttestations(attestations(actor, SignedActor.ACCOUNT, State.CLEAN))
                .judge(actor.module());
        assertThat(verdict.exitCode()).isEqualTo(problem == null ? 0 : 14);
        if (problem != null) {
            assertThat(verdict.findings()).singleElement().satisfies(finding -> {
                assertThat(finding.rule()).isEqualTo(PolicyRule.PROVENANCE_MISMATCH);
                assertThat(finding.message()).startsWith("a.intoto.jsonl:1: ").contains(problem);
                assertThat(String.valueOf(finding.source())).isEqualTo("policy.yaml:8:5");
            });
        }
    }

    @Test
    void one_that_is_asked_for_and_not_there_is_missed() throws Exception {
        assertThat(only(gate("provenance: {required: true}").judge(actor.module()))
                        .rule())
                .isEqualTo(PolicyRule.PROVENANCE_MISSING);
        assertThat(gate("provenance: {required: false, builder: x}")
                        .judge(actor.module())
                        .findings())
                .isEmpty();
        Finding wrong = only(gate("provenance: {required: true}")
                .withAttestations(attestations(rebuilt, SignedActor.ACCOUNT, State.CLEAN))
                .judge(actor.module()));
        assertThat(wrong.rule()).isEqualTo(PolicyRule.PROVENANCE_MISMATCH);
        assertThat(wrong.message())
                .contains(
                        "other bytes", rebuilt.module().sha256(), actor.module().sha256());
    }

    @Test
    void a_commit_with_changes_beside_it_is_not_that_commit() throws Exception {
        Attestations modified = attestations(actor, SignedActor.ACCOUNT, State.MODIFIED);
        assertThat(gate("provenance: {source: '*'}")
                        .withAttestations(modified)
                        .judge(actor.module())
                        .findings())
                .isEmpty();
        assertThat(only(gate("provenance: {commit: '*'}")
                                .withAttestations(modified)
                                .judge(actor.module()))
                        .message())
                .contains("with changes that are not in it");
    }

    @Test
    void only_trusted_issuers_attest_and_only_those_of_the_rule() throws Exception {
        Attestations strange = attestations(actor, STRANGER, State.CLEAN);
        Attestations other = attestations(actor, OTHER, State.CLEAN);
        for (String rule : List.of("provenance: {required: true}", "level: enforce")) {
            assertThat(only(gate(rule).withAttestations(strange).judge(actor.module()))
                            .message())
                    .contains("signed by " + STRANGER.publicKey() + ", which does not count");
            assertThat(gate(rule).withAttestations(other).judge(actor.module()).findings())
                    .isEmpty();
        }
        assertThat(only(gate("issuers: [acme]").withAttestations(other).judge(actor.module()))
                        .message())
                .contains("signed by " + OTHER.publicKey() + ", which does not count; expected "
                        + SignedActor.ACCOUNT.publicKey());
    }

    @Test
    void one_right_attestation_of_several_is_enough() throws Exception {
        Attestations both = attestations(actor, STRANGER, State.CLEAN)
                .and(Attestations.parse("b", line(actor, SignedActor.ACCOUNT, State.CLEAN)));
        assertThat(gate("provenance: {required: true}")
                        .withAttestations(both)
                        .judge(actor.module())
                        .findings())
                .isEmpty();
    }

    @Test
    void without_a_policy_the_issuer_of_the_module_attests() throws Exception {
        Gate plain = Gate.trusting(TrustPolicy.integrityOnly(), CLOCK);
        assertThat(plain.withAttestations(attestations(actor, SignedActor.ACCOUNT, State.CLEAN))
                        .judge(actor.module())
                        .findings())
                .isEmpty();
        Verdict strange = plain.withAttestations(attestations(actor, STRANGER, State.CLEAN))
                .judge(actor.module());
        assertThat(only(strange).rule()).isEqualTo(PolicyRule.PROVENANCE_MISMATCH);
        assertThat(strange.exitCode()).isEqualTo(14);
        Gate trusting =
                Gate.trusting(TrustPolicy.trusting(Set.of(SignedActor.ACCOUNT.publicKey(), OTHER.publicKey())), CLOCK);
        assertThat(trusting.withAttestations(attestations(actor, OTHER, State.CLEAN))
                        .judge(actor.module())
                        .findings())
                .isEmpty();
    }

    @Test
    void an_attestation_of_none_of_the_files_is_an_error_of_its_own() throws Exception {
        Gate gate = Gate.trusting(TrustPolicy.integrityOnly(), CLOCK)
                .withAttestations(attestations(rebuilt, SignedActor.ACCOUNT, State.CLEAN));
        GateReport report = new GateRun(gate, CLOCK).of(List.of(source(actor)));
        assertThat(report.exitCode()).isEqualTo(14);
        assertThat(report.files()).extracting(CheckedFile::name).containsExactly("m.wasm", "a.intoto.jsonl");
        assertThat(report.files().get(0).passed()).isTrue();
        assertThat(report.files().get(1).findings()).singleElement().satisfies(finding -> assertThat(finding.message())
                .contains("none of the files verified", rebuilt.module().sha256()));
        GateReport both = new GateRun(gate, CLOCK).of(List.of(source(actor), source(rebuilt)));
        assertThat(both.exitCode()).isZero();
        assertThat(both.files()).hasSize(2);
    }

    @Test
    void a_subject_that_names_another_actor_or_other_code_is_refused() throws Exception {
        Subject right = Subject.of("a.wasm", actor.module());
        for (Subject wrong : List.of(
                new Subject("a.wasm", right.sha256(), "00".repeat(32), right.module()),
                new Subject("a.wasm", right.sha256(), right.codeSha256(), "MOTHER"))) {
            Attestations given =
                    Attestations.parse("a", Attestation.sign(provenance(wrong, State.CLEAN), SignedActor.ACCOUNT));
            Verdict verdict = Gate.trusting(TrustPolicy.integrityOnly(), CLOCK)
                    .withAttestations(given)
                    .judge(actor.module());
            assertThat(only(verdict).message()).contains("another actor or other code");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "provenance: true",
                "provenance: {require: true}",
                "provenance: {required: yes}",
                "provenance: {builder: 7}",
                "provenence: {required: true}"
            })
    void a_misspelt_wish_is_refused(String line) {
        assertThatThrownBy(() -> gate(line))
                .isInstanceOf(DocumentException.class)
                .hasMessageContaining("policy.yaml:8:");
    }

    private static Finding only(Verdict verdict) {
        assertThat(verdict.findings()).hasSize(1);
        return verdict.findings().get(0);
    }

    private static ModuleSource source(SignedActor signed) {
        return ModuleSource.of(
                "m.wasm", new ByteArrayInputStream(signed.module().bytes()));
    }

    private static Provenance provenance(Subject subject, State state) {
        return Provenance.of(
                List.of(subject),
                "test",
                new SourceTree("https://github.com/acme/a", COMMIT, state),
                List.of(),
                new BuildRun("https://ci.acme.org/7", null, null, null));
    }

    private static String line(SignedActor of, SigningKey key, State state) throws Exception {
        return Attestation.sign(provenance(Subject.of("a_s.wasm", of.module()), state), key);
    }

    private static Attestations attestations(SignedActor of, SigningKey key, State state) throws Exception {
        return Attestations.parse("a.intoto.jsonl", line(of, key, state));
    }

    private static Gate gate(String line) throws Exception {
        String policy =
                """
                version: 1
                issuers:
                  - { key: %s, name: acme }
                  - { key: %s, name: other }
                actors:
                  - match:
                      name: "*"
                    %s
                """
                        .formatted(SignedActor.ACCOUNT.publicKey(), OTHER.publicKey(), line);
        return Gate.by(Policy.parse("policy.yaml", policy, true, Path.of("")), Set.of(), CLOCK);
    }
}
