package dev.wascc.claims;

import dev.wascc.nkeys.PublicKey;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a token says. Times are whole seconds.
 *
 * @param id {@code jti}
 * @param issuer {@code iss}, the key that signed
 * @param subject {@code sub}, a public key, or an invocation's id
 * @param issuedAt {@code iat}
 * @param notBefore {@code nbf}; absent: valid at once
 * @param expires {@code exp}; absent: never
 * @param layoutRevision {@code wascap_revision}, written by wascap since 0.9; absent in ours
 */
public record Claims<M extends Metadata>(
        String id,
        PublicKey issuer,
        String subject,
        Instant issuedAt,
        @Nullable Instant notBefore,
        @Nullable Instant expires,
        @Nullable Long layoutRevision,
        M metadata) {

    /** Claims valid from now on for ever, with no {@code wascap_revision}. */
    public static <M extends Metadata> Claims<M> of(
            String id, PublicKey issuer, String subject, Instant issuedAt, M metadata) {
        return new Claims<>(id, issuer, subject, issuedAt, null, null, null, metadata);
    }

    /** The same claims within these dates; null is no limit. */
    public Claims<M> within(@Nullable Instant from, @Nullable Instant until) {
        return new Claims<>(id, issuer, subject, issuedAt, from, until, layoutRevision, metadata);
    }

    /** The same claims, where they are an actor's. */
    public Optional<Claims<Metadata.Actor>> ofActor() {
        return metadata instanceof Metadata.Actor actor ? Optional.of(with(actor)) : Optional.empty();
    }

    <N extends Metadata> Claims<N> with(N other) {
        return new Claims<>(id, issuer, subject, issuedAt, notBefore, expires, layoutRevision, other);
    }
}
