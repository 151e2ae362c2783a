package dev.wascc.claims;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Judges tokens and signed modules by a {@link TrustPolicy}. Safe for use by several threads. */
public final class Verifier {
    private final TrustPolicy policy;
    private final Clock clock;

    public Verifier(TrustPolicy policy, Clock clock) {
        this.policy = policy;
        this.clock = clock;
    }

    public TrustPolicy policy() {
        return policy;
    }

    /**
     * The module as something that can be trusted.
     *
     * @throws ClaimsException with everything that is wrong
     */
    public VerifiedActor verify(ActorModule module) throws ClaimsException {
        Inspection inspection = inspect(module);
        if (inspection.refused()) {
            throw new ClaimsException(inspection.findings());
        }
        Claims<Metadata.Actor> claims = actor(inspection.token().orElseThrow().unverifiedClaims());
        return new VerifiedActor(module, claims, inspection.hashForm().orElseThrow(), policy);
    }

    /**
     * The claims of a token that stands alone: account, operator, cluster, provider, invocation, or an actor's without its module.
     *
     * @throws ClaimsException with everything that is wrong
     */
    public Claims<?> verify(Token token) throws ClaimsException {
        List<Finding> findings = new ArrayList<>();
        judge(token, findings);
        if (!findings.isEmpty()) {
            throw new ClaimsException(sorted(findings));
        }
        return token.unverifiedClaims();
    }

    /** Everything that is wrong with a module, without throwing for any of it. */
    public Inspection inspect(ActorModule module) {
        List<Finding> findings = new ArrayList<>();
        Optional<Token> token = Optional.empty();
        Optional<HashForm> hashForm = Optional.empty();
        try {
            token = module.token();
            if (token.isEmpty()) {
                findings.add(Finding.error(
                                ClaimsRule.NOT_SIGNED,
                                "no token: the module has no section jwt or wasmcloud_jwt at top level"
                                        + expectedSigner())
                        .mendedBy("sign it with wascc sign FILE"));
            } else {
                hashForm = judgeModule(module, token.get(), findings);
            }
        } catch (ClaimsException e) {
            findings.addAll(e.findings());
        }
        return new Inspection(module, token, hashForm, sorted(findings));
    }

    private Optional<HashForm> judgeModule(ActorModule module, Token token, List<Finding> findings)
            throws ClaimsException {
        judge(token, findings);
        if (!(token.unverifiedClaims().metadata() instanceof Metadata.Actor actor)) {
            findings.add(Finding.error(ClaimsRule.MALFORMED_TOKEN, "the token in the module is not an actor's"));
            return Optional.empty();
        }
        Optional<HashForm> form = module.matching(actor.hash());
        if (form.isEmpty()) {
            findings.add(Finding.error(
                            ClaimsRule.HASH_MISMATCH,
                            "the module was changed after it was signed: its token is for SHA-256 "
                                    + shortened(actor.hash()) + ", the module's is " + shortened(module.verbatimHash()))
                    .mendedBy("restore the signed file, or sign this one again with wascc sign FILE"));
        }
        return form;
    }

    private void judge(Token token, List<Finding> findings) {
        Claims<?> claims = token.unverifiedClaims();
        String wrongRole = ClaimsJson.wrongRole(claims);
        if (wrongRole != null) {
            findings.add(Finding.error(ClaimsRule.WRONG_KEY_ROLE, wrongRole));
        }
        if (!token.signatureMatches()) {
            findings.add(Finding.error(
                            ClaimsRule.SIGNATURE_MISMATCH,
                            "the signature is not that of the issuer " + claims.issuer() + " over these claims")
                    .mendedBy("restore the signed file, or sign it again with wascc sign FILE"));
        }
        if (policy.judgesIssuer() && !policy.issuers().contains(claims.issuer())) {
            findings.add(Finding.error(
                            ClaimsRule.ISSUER_NOT_TRUSTED,
                            "signed by " + claims.issuer() + ", which is not trusted; expected one of " + keys())
                    .mendedBy("let one of them sign it: wascc claims resign FILE --issuer KEY"));
        }
        judgeDates(claims, findings);
        judgeCapabilities(claims, findings);
    }

    private void judgeDates(Claims<?> claims, List<Finding> findings) {
        Instant now = clock.instant();
        Instant expires = claims.expires();
        if (expires != null && expires.plus(policy.clockSkew()).isBefore(now)) {
            findings.add(Finding.error(ClaimsRule.EXPIRED, "the token expired at " + expires + "; it is " + now)
                    .mendedBy("sign it again with wascc claims resign FILE --expires DAYS"));
        }
        Instant notBefore = claims.notBefore();
        if (notBefore != null && now.plus(policy.clockSkew()).isBefore(notBefore)) {
            findings.add(Finding.error(
                            ClaimsRule.NOT_YET_VALID, "the token is not valid before " + notBefore + "; it is " + now)
                    .mendedBy("wait, set the clock, or sign it again with wascc sign FILE"));
        }
    }

    private void judgeCapabilities(Claims<?> claims, List<Finding> findings) {
        Set<String> allowed = policy.capabilities();
        if (allowed == null || !(claims.metadata() instanceof Metadata.Actor actor)) {
            return;
        }
        for (String capability : actor.granted()) {
            if (!allowed.contains(capability)) {
                findings.add(Finding.error(
                                ClaimsRule.CAPABILITY_NOT_ALLOWED,
                                "the token claims " + Printable.of(capability)
                                        + ", which is not among the allowed capabilities")
                        .mendedBy("wascc claims remove FILE " + Printable.of(capability)));
            }
        }
    }

    private static List<Finding> sorted(List<Finding> findings) {
        return findings.stream()
                .sorted(Comparator.comparing((Finding finding) -> finding.rule().exitClass())
                        .thenComparing(finding -> finding.rule().id()))
                .toList();
    }

    private static Claims<Metadata.Actor> actor(Claims<?> claims) {
        return claims.with((Metadata.Actor) claims.metadata());
    }

    private String expectedSigner() {
        return policy.judgesIssuer() ? "; expected one signed by " + keys() : "";
    }

    private String keys() {
        return String.join(
                ", ", policy.issuers().stream().map(Object::toString).sorted().toList());
    }

    private static String shortened(String hash) {
        String shown = Printable.of(hash);
        return shown.isEmpty() ? "(none)" : shown.length() > 16 ? shown.substring(0, 16) + "…" : shown;
    }
}
