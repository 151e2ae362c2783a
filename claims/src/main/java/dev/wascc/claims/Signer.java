package dev.wascc.claims;

import dev.wascc.nkeys.IssuerKey;
import dev.wascc.nkeys.KeyAccessException;
import java.time.Clock;

/** Signs claims as an issuer. The same key, module and claims give the same bytes. */
public final class Signer {
    private final IssuerKey issuer;

    public Signer(IssuerKey issuer) {
        this.issuer = issuer;
    }

    /**
     * A token of any kind.
     *
     * @throws ClaimsException where the claims name another issuer, or a kind of key that may not issue or be issued them
     * @throws KeyAccessException where the key did not sign, or gave a signature that is not its own; never from a {@code SigningKey}
     */
    public Token sign(Claims<?> claims) throws ClaimsException, KeyAccessException {
        requireIssuer(claims);
        String wrongRole = ClaimsJson.wrongRole(claims);
        if (wrongRole != null) {
            throw new ClaimsException(ClaimsRule.WRONG_KEY_ROLE, wrongRole);
        }
        return Token.parse(Token.sign(claims, issuer).text());
    }

    /**
     * The module with a token, in section {@code jwt} behind a section copy of the module; readable by wascap 0.3 to 0.16. Tokens
     * that were there are taken out. The hash in {@code claims} is replaced. What is returned was read back and verified,
     * dates aside.
     *
     * @throws KeyAccessException as {@link #sign(Claims)}
     */
    public ActorModule sign(ActorModule module, Claims<Metadata.Actor> claims)
            throws ClaimsException, KeyAccessException {
        ActorModule unsigned = module.unsigned();
        Claims<Metadata.Actor> hashed = claims.with(claims.metadata().withHash(unsigned.verbatimHash()));
        ActorModule signed = unsigned.withToken(sign(hashed));
        Clock during = Clock.fixed(
                claims.notBefore() == null ? claims.issuedAt() : claims.notBefore(), java.time.ZoneOffset.UTC);
        for (Finding finding : new Verifier(TrustPolicy.integrityOnly(), during)
                .inspect(signed)
                .findings()) {
            if (finding.rule().exitClass() != Rule.ExitClass.VALIDITY) {
                throw new ClaimsException(java.util.List.of(finding));
            }
        }
        return signed;
    }

    private void requireIssuer(Claims<?> claims) throws ClaimsException {
        if (!claims.issuer().equals(issuer.publicKey())) {
            throw new ClaimsException(
                    ClaimsRule.WRONG_KEY_ROLE,
                    "the claims name the issuer " + claims.issuer() + ", but the key that signs is "
                            + issuer.publicKey());
        }
    }
}
