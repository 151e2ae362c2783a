package dev.wascc.gate.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wascc.claims.Finding;
import dev.wascc.claims.TrustPolicy;
import dev.wascc.document.DocumentException;
import dev.wascc.gate.Gate;
import dev.wascc.gate.GateReport;
import dev.wascc.gate.GateRun;
import dev.wascc.gate.ModuleFiles;
import dev.wascc.gate.Policy;
import dev.wascc.gate.provenance.Attestations;
import dev.wascc.gate.use.UseTrace;
import dev.wascc.nkeys.PublicKey;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every case is judged as it says. */
class GateConformanceTest {
    private static final Path CORPUS = Path.of("../conformance");

    static Stream<Case> cases() {
        return Corpus.cases().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void cases_are_judged_as_they_say(Case one) throws Exception {
        if (one.exitCode() == 2) {
            assertThatThrownBy(() -> judge(one)).isInstanceOf(DocumentException.class);
            return;
        }
        GateReport report = judge(one);
        assertThat(ids(report, true)).as(one.what()).isEqualTo(new TreeSet<>(one.rules()));
        assertThat(ids(report, false)).as(one.what()).isEqualTo(new TreeSet<>(one.warnings()));
        assertThat(report.exitCode()).isEqualTo(one.exitCode());
    }

    private static Set<String> ids(GateReport report, boolean refusing) {
        Set<String> ids = new TreeSet<>();
        report.files().stream()
                .flatMap(file -> file.findings().stream())
                .filter(finding -> finding.refuses() == refusing)
                .map(Finding::rule)
                .forEach(rule -> ids.add(rule.id()));
        return ids;
    }

    private static GateReport judge(Case one) throws Exception {
        Case.Terms terms = one.terms();
        Clock clock = terms.at().isEmpty() ? Clock.systemUTC() : Clock.fixed(Instant.parse(terms.at()), ZoneOffset.UTC);
        Set<PublicKey> trusted = new HashSet<>();
        for (String key : terms.trust()) {
            trusted.add(PublicKey.parse(key));
        }
        Gate gate = terms.policy().isEmpty()
                ? Gate.trusting(TrustPolicy.trusting(trusted), clock)
                : Gate.by(Policy.read(CORPUS.resolve(terms.policy())), trusted, clock);
        for (String trace : terms.used()) {
            gate = gate.withUse(UseTrace.read(CORPUS.resolve(trace)));
        }
        for (String attestation : terms.attestations()) {
            gate = gate.withAttestations(Attestations.read(CORPUS.resolve(attestation)));
        }
        return new GateRun(gate, clock)
                .of(ModuleFiles.named(List.of(CORPUS.resolve(one.file()).toString()), InputStream.nullInputStream()));
    }
}
