package dev.wascc.host;

import dev.wascc.claims.Claims;
import dev.wascc.claims.Metadata;
import dev.wascc.claims.VerifiedActor;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Whether an actor's claims hold now, by the skew its verifier allowed; they held when it was verified, which may be long ago. */
final class Validity {
    private Validity() {}

    /** Why they do not, in the words of wascap and with the dates; empty where they do. */
    static Optional<String> refusal(VerifiedActor actor, Clock clock) {
        Claims<Metadata.Actor> claims = actor.claims();
        Instant expires = claims.expires();
        Instant notBefore = claims.notBefore();
        if (expires == null && notBefore == null) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        Duration skew = actor.policy().clockSkew();
        if (expires != null && now.minus(skew).isAfter(expires)) {
            return Optional.of(
                    "Expired token: the claims of actor " + actor.key() + " expired at " + expires + "; sign it again");
        }
        if (notBefore != null && now.plus(skew).isBefore(notBefore)) {
            return Optional.of("Module cannot be used before " + notBefore + ": actor " + actor.key());
        }
        return Optional.empty();
    }
}
