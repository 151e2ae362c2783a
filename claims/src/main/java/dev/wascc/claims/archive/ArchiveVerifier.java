package dev.wascc.claims.archive;

import dev.wascc.claims.Claims;
import dev.wascc.claims.ClaimsException;
import dev.wascc.claims.ClaimsRule;
import dev.wascc.claims.Finding;
import dev.wascc.claims.Metadata;
import dev.wascc.claims.Printable;
import dev.wascc.claims.Token;
import dev.wascc.claims.TrustPolicy;
import dev.wascc.claims.Verifier;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Judges provider archives: signature, issuer and dates of the token, as of an actor's, and that the archive holds the very files that
 * the claims list. wascc-host looks at the hash of the library it loads, and at nothing else.
 */
public final class ArchiveVerifier {
    private final TrustPolicy policy;
    private final Clock clock;

    public ArchiveVerifier(TrustPolicy policy, Clock clock) {
        this.policy = policy;
        this.clock = clock;
    }

    /**
     * The archive as something that libraries can be taken from.
     *
     * @throws ClaimsException with everything that is wrong
     */
    public VerifiedProvider verify(ProviderArchive archive) throws ClaimsException {
        List<Finding> findings = findings(archive);
        if (!findings.isEmpty()) {
            throw new ClaimsException(findings);
        }
        Claims<Metadata.Provider> claims = archive.token()
                .flatMap(token -> claims(token))
                .orElseThrow(() -> new IllegalStateException("an archive was let pass that has no provider's token"));
        return new VerifiedProvider(archive, claims);
    }

    /** The claims, where they are a provider's; nobody has checked them. */
    public static Optional<Claims<Metadata.Provider>> claims(Token token) {
        Claims<?> claims = token.unverifiedClaims();
        return claims.metadata() instanceof Metadata.Provider provider
                ? Optional.of(new Claims<>(
                        claims.id(),
                        claims.issuer(),
                        claims.subject(),
                        claims.issuedAt(),
                        claims.notBefore(),
                        claims.expires(),
                        claims.layoutRevision(),
                        provider))
                : Optional.empty();
    }

    /** Everything that is wrong, most fundamental first. */
    public List<Finding> findings(ProviderArchive archive) {
        List<Finding> findings = new ArrayList<>();
        Optional<Token> token = archive.token();
        if (token.isEmpty()) {
            return List.of(
                    Finding.error(ClaimsRule.NOT_SIGNED, "no token: the archive has no " + ProviderArchive.CLAIMS)
                            .mendedBy("make it anew with wascc par create"));
        }
        try {
            new Verifier(policy, clock).verify(token.get());
        } catch (ClaimsException e) {
            findings.addAll(e.findings());
        }
        Optional<Claims<Metadata.Provider>> claims = claims(token.get());
        if (claims.isEmpty()) {
            findings.add(
                    Finding.error(ClaimsRule.MALFORMED_TOKEN, "the token in the archive is not a native provider's"));
        } else {
            judgeFiles(archive, claims.get().metadata(), findings);
        }
        findings.sort(Comparator.comparing((Finding finding) -> finding.rule().exitClass())
                .thenComparing(finding -> finding.rule().id()));
        return findings;
    }

    private static void judgeFiles(ProviderArchive archive, Metadata.Provider claims, List<Finding> findings) {
        if (archive.targets().isEmpty()) {
            findings.add(differ("the archive holds no library"));
        }
        for (Map.Entry<String, String> file : archive.hashes().entrySet()) {
            String claimed = claims.targetHashes().get(file.getKey());
            if (claimed == null) {
                findings.add(
                        differ("the archive holds a file for " + file.getKey() + ", which its claims do not list"));
            } else if (!claimed.toUpperCase(Locale.ROOT).equals(file.getValue())) {
                findings.add(mismatch(file.getKey(), claimed, file.getValue()));
            }
        }
        for (String target : claims.targetHashes().keySet()) {
            if (!archive.hashes().containsKey(target)) {
                findings.add(
                        differ("the claims list " + Printable.of(target) + ", for which the archive holds no file"));
            }
        }
    }

    private static Finding differ(String message) {
        return Finding.error(ArchiveRule.FILES_DIFFER, message)
                .mendedBy("restore the archive, or make it anew with wascc par create");
    }

    static Finding mismatch(String target, String claimed, String actual) {
        return Finding.error(
                        ArchiveRule.LIBRARY_MISMATCH,
                        "the library for " + target
                                + " was changed after the archive was signed: the claims have SHA-256 "
                                + shortened(claimed) + ", the file has " + shortened(actual))
                .mendedBy("restore the archive, or sign the library that you mean with wascc par insert FILE --arch "
                        + target + " --binary LIBRARY");
    }

    private static String shortened(String hash) {
        String shown = Printable.of(hash);
        return shown.length() > 16 ? shown.substring(0, 16) + "…" : shown;
    }
}
