package dev.wascc.gate;

import dev.wascc.claims.ActorModule;
import dev.wascc.claims.Claims;
import dev.wascc.claims.Metadata;
import dev.wascc.claims.Printable;
import java.time.Instant;

/**
 * What a requirement looks at. The claims are what the token says; whether they were signed is judged beside.
 *
 * @param module whose token it is
 * @param evidence that was given for it
 */
record Candidate(Claims<Metadata.Actor> claims, ActorModule module, Evidence evidence, Instant now) {

    Metadata.Actor actor() {
        return claims.metadata();
    }

    /** For messages: the name, else the subject. */
    String shown() {
        String name = actor().name();
        return name == null || name.isBlank() ? Printable.of(claims.subject()) : '"' + Printable.of(name) + '"';
    }
}
