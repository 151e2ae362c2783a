package dev.wascc.gate;

import dev.wascc.claims.ActorModule;
import dev.wascc.claims.Claims;
import dev.wascc.claims.Metadata;
import dev.wascc.claims.Printable;
import dev.wascc.nkeys.PublicKey;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a requirement looks at. The claims are what the token says; whether they were signed is judged beside.
 *
 * @param module whose token it is; absent for a native provider, of which only the claims can be judged
 * @param sha256 of the whole file; absent where there is no attestation to look up by it
 * @param evidence that was given for it
 * @param trusted whose signatures count; empty: nobody said
 */
record Candidate(
        Claims<Metadata.Actor> claims,
        @Nullable ActorModule module,
        @Nullable String sha256,
        Evidence evidence,
        Set<PublicKey> trusted,
        Instant now) {

    Metadata.Actor actor() {
        return claims.metadata();
    }

    /** For messages: the name, else the subject. */
    String shown() {
        String name = actor().name();
        return name == null || name.isBlank() ? Printable.of(claims.subject()) : '"' + Printable.of(name) + '"';
    }
}
