package dev.wascc.gate.provenance;

import dev.wascc.claims.ActorModule;
import dev.wascc.claims.ClaimsException;
import dev.wascc.claims.Printable;
import dev.wascc.claims.Token;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A signed module that an attestation is of.
 *
 * @param name of its file, without directories
 * @param sha256 of the whole file, token and all, in lower-case hex: what an attestation is matched by
 * @param codeSha256 of the module without its token
 * @param module the actor's public key
 */
public record Subject(String name, String sha256, @Nullable String codeSha256, @Nullable String module) {

    /** For messages. */
    @Override
    public String toString() {
        return Printable.of(name) + " (sha256 " + sha256 + ")";
    }

    /**
     * A module as it is.
     *
     * @throws ClaimsException its token cannot be read
     */
    public static Subject of(String name, ActorModule module) throws ClaimsException {
        Optional<Token> token = module.token();
        return new Subject(
                name,
                module.sha256(),
                module.verbatimHash().toLowerCase(Locale.ROOT),
                token.map(said -> said.unverifiedClaims().subject()).orElse(null));
    }
}
