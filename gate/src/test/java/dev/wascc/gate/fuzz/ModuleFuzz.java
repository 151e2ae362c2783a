package dev.wascc.gate.fuzz;

import dev.wascc.claims.ActorModule;
import dev.wascc.claims.ClaimsException;
import dev.wascc.claims.TrustPolicy;
import dev.wascc.gate.Gate;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

/** Modules: the walk over their sections, the token among them, and the whole judgement; judge and admit agree. */
public final class ModuleFuzz {
    private static final Gate GATE = Gate.trusting(
            TrustPolicy.integrityOnly(), Clock.fixed(Instant.parse("2026-11-24T12:00:00Z"), ZoneOffset.UTC));

    private ModuleFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        try {
            ActorModule module = ActorModule.of(input);
            boolean refused = GATE.judge(module).refused();
            try {
                module.token();
            } catch (ClaimsException e) {
                Documented.refusal(e);
            }
            try {
                GATE.admit(module);
                if (refused) {
                    throw new IllegalStateException("admitted what is refused");
                }
            } catch (ClaimsException e) {
                Documented.refusal(e);
                if (!refused) {
                    throw new IllegalStateException("refused what is in order", e);
                }
            }
        } catch (ClaimsException e) {
            Documented.refusal(e);
        }
    }
}
