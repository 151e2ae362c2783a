package dev.wascc.gate.report;

import dev.wascc.claims.ActorModule;
import dev.wascc.claims.ClaimsRule;
import dev.wascc.claims.Finding;
import dev.wascc.claims.Finding.Severity;
import dev.wascc.claims.Finding.Source;
import dev.wascc.gate.CheckedFile;
import dev.wascc.gate.Gate;
import dev.wascc.gate.GateReport;
import dev.wascc.gate.GateRun;
import dev.wascc.gate.ModuleSource;
import dev.wascc.gate.Policy;
import dev.wascc.gate.PolicyRule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reports to be written: of the gate over vectors of wascap 0.5.2, and made by hand. */
final class Reported {
    static final Path MODULES = Path.of("src/test/resources/reports").toAbsolutePath();
    static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    static final ReportOrigin ORIGIN = new ReportOrigin("1.2.3", MODULES);

    private Reported() {}

    /** Good, expired, unsigned, malformed, and not there at all; by a policy that lets in nobody's capabilities but with a warning. */
    static GateReport byTheGate() throws Exception {
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        String issuer = ActorModule.of(Files.readAllBytes(MODULES.resolve("v05.control.wasm")))
                .token()
                .orElseThrow()
                .unverifiedClaims()
                .issuer()
                .text();
        String policy =
                """
                version: 1
                issuers:
                  - name: team
                    key: %s
                level: warn
                default: allow
                actors:
                  - match: { name: "*" }
                    capabilities: { deny: ["*"] }
                """
                        .formatted(issuer);
        Gate gate = Gate.by(
                Policy.parse(MODULES.resolve("policy.yaml").toString(), policy, true, MODULES), Set.of(), clock);
        return new GateRun(gate, clock)
                .of(List.of(
                        source("v05.control.wasm"),
                        source("v05.expired.wasm"),
                        source("v05.no-token.wasm"),
                        source("v05.truncated-section.wasm"),
                        source("none such.wasm")));
    }

    private static ModuleSource source(String name) {
        return ModuleSource.of(MODULES.resolve(name));
    }

    static GateReport of(CheckedFile... files) {
        return new GateReport(List.of(files), Optional.of("policy.yaml"), true, NOW);
    }

    static CheckedFile file(String name, Finding... findings) {
        return new CheckedFile(
                name,
                8,
                Optional.empty(),
                List.of(findings),
                null,
                Finding.exitCode(List.of(findings)),
                Optional.empty(),
                Optional.empty());
    }

    static CheckedFile unread(String name, String error) {
        return new CheckedFile(name, 0, Optional.empty(), List.of(), error, 1, Optional.empty(), Optional.empty());
    }

    static Finding denied(String message) {
        return Finding.error(PolicyRule.CAPABILITY_DENIED, message)
                .mendedBy("wascc claims remove FILE wascc:keyvalue")
                .askedAt(new Source("policy.yaml", 11, 7));
    }

    static Finding warned(String message) {
        return denied(message).as(Severity.WARNING);
    }

    static Finding unsigned() {
        return Finding.error(ClaimsRule.NOT_SIGNED, "it is not signed");
    }
}
