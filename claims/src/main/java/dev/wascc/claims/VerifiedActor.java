package dev.wascc.claims;

import dev.wascc.nkeys.InvalidKeyTextException;
import dev.wascc.nkeys.PublicKey;
import java.util.List;

/**
 * A module whose token a {@link Verifier} has found in order: signed by its issuer, for these very bytes, within its
 * dates, and by the verifier's policy. There is no other way to get one, and a host takes nothing else.
 */
public final class VerifiedActor {
    private final ActorModule module;
    private final Claims<Metadata.Actor> claims;
    private final PublicKey key;
    private final HashForm hashForm;
    private final TrustPolicy policy;

    VerifiedActor(ActorModule module, Claims<Metadata.Actor> claims, HashForm hashForm, TrustPolicy policy) {
        this.module = module;
        this.claims = claims;
        this.hashForm = hashForm;
        this.policy = policy;
        try {
            this.key = PublicKey.parse(claims.subject());
        } catch (InvalidKeyTextException e) {
            throw new IllegalStateException("a verifier let a subject pass that is no key", e);
        }
    }

    /** The actor's identity: its subject, a module key, or a service key for a portable provider. */
    public PublicKey key() {
        return key;
    }

    public Claims<Metadata.Actor> claims() {
        return claims;
    }

    /** The module that was verified. */
    public ActorModule module() {
        return module;
    }

    /** Which bytes the claimed hash is of. */
    public HashForm hashForm() {
        return hashForm;
    }

    /** What it was verified by. */
    public TrustPolicy policy() {
        return policy;
    }

    /** The name in the claims, else the key. */
    public String name() {
        String name = claims.metadata().name();
        return name == null || name.isBlank() ? key.text() : name;
    }

    /** Whether the claims list this very capability id; a prefix or another case does not count. */
    public boolean claimsCapability(String capability) {
        return capabilities().contains(capability);
    }

    public List<String> capabilities() {
        return claims.metadata().granted();
    }

    @Override
    public String toString() {
        return "VerifiedActor[" + name() + " " + key + "]";
    }
}
