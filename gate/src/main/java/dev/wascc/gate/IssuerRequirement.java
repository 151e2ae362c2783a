package dev.wascc.gate;

import dev.wascc.claims.Finding;
import dev.wascc.claims.Finding.Source;
import dev.wascc.nkeys.PublicKey;
import java.util.List;
import java.util.Map;

/**
 * Signed by one of these, of all whom the policy trusts.
 *
 * @param issuers names by key
 * @param trusted all issuers of the policy; others are refused before
 */
record IssuerRequirement(String rule, Map<PublicKey, String> issuers, Map<PublicKey, String> trusted, Source source)
        implements Requirement {
    @Override
    public List<Finding> judge(Candidate candidate) {
        PublicKey issuer = candidate.claims().issuer();
        if (issuers.containsKey(issuer) || !trusted.containsKey(issuer)) {
            return List.of();
        }
        return List.of(Finding.error(
                        PolicyRule.ISSUER_NOT_ALLOWED,
                        "signed by " + trusted.get(issuer) + " (" + issuer + "), which rule " + rule
                                + " does not allow; expected " + String.join(", ", issuers.values()))
                .mendedBy("let one of them sign it: wascc claims resign FILE --issuer KEY")
                .askedAt(source));
    }
}
