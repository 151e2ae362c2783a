package dev.wascc.gate.fuzz;

import dev.wascc.claims.ActorModule;
import dev.wascc.claims.ClaimsException;
import dev.wascc.claims.TrustPolicy;
import dev.wascc.document.DocumentException;
import dev.wascc.gate.Gate;
import dev.wascc.gate.Policy;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;

/**
 * Modules: the walk over their sections, the token among them, imports, exports and texts, and the whole judgement, without a policy and
 * by one that looks at everything; judge and admit agree.
 */
public final class ModuleFuzz {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-24T12:00:00Z"), ZoneOffset.UTC);
    private static final List<Gate> GATES = List.of(Gate.trusting(TrustPolicy.integrityOnly(), CLOCK), byPolicy());

    private ModuleFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        try {
            ActorModule module = ActorModule.of(input);
            module.legacyReaders();
            module.rawToken();
            try {
                module.token();
            } catch (ClaimsException e) {
                Documented.refusal(e);
            }
            for (Gate gate : GATES) {
                agree(gate, module);
            }
        } catch (ClaimsException e) {
            Documented.refusal(e);
        }
    }

    private static void agree(Gate gate, ActorModule module) {
        boolean refused = gate.judge(module).refused();
        try {
            gate.admit(module);
            if (refused) {
                throw new IllegalStateException("admitted what is refused");
            }
        } catch (ClaimsException e) {
            Documented.refusal(e);
            if (!refused) {
                throw new IllegalStateException("refused what is in order", e);
            }
        }
    }

    private static Gate byPolicy() {
        String text =
                """
                version: 1
                issuers:
                  - { key: AD5MQS7DKAI77OKIO2DU3HEX4OPONJFLF32MAKVDPCO4DJK74WZ2D44R, name: team }
                actors:
                  - match: { name: "*" }
                    providers: allow
                    capabilities: { deny: ["wascc:blobstore"], allow: ["*"], require: ["wascc:http_server"] }
                    imports: { deny: ["env.*"] }
                    callAliases: { deny: ["x*"] }
                    leastPrivilege: enforce
                """;
        try {
            return Gate.by(Policy.parse("policy", text, true, Path.of("")), Set.of(), CLOCK);
        } catch (DocumentException e) {
            throw new IllegalStateException(e);
        }
    }
}
