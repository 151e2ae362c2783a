package dev.wascc.claims;

import dev.wascc.nkeys.PublicKey;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whom to believe.
 *
 * @param issuers the keys whose signature counts; empty: any, and nothing is said of the issuer
 * @param capabilities the capabilities an actor may claim; absent: any
 * @param clockSkew how far this clock may be off, 300 seconds at most
 */
public record TrustPolicy(Set<PublicKey> issuers, @Nullable Set<String> capabilities, Duration clockSkew) {
    private static final Duration MAX_SKEW = Duration.ofSeconds(300);

    public TrustPolicy {
        issuers = Set.copyOf(issuers);
        capabilities = capabilities == null ? null : Set.copyOf(capabilities);
        if (clockSkew.isNegative() || clockSkew.compareTo(MAX_SKEW) > 0) {
            throw new IllegalArgumentException("a clock skew is 0 to 300 seconds, not " + clockSkew.toSeconds());
        }
    }

    /** Signature, hash and dates only; the issuer is not judged. */
    public static TrustPolicy integrityOnly() {
        return new TrustPolicy(Set.of(), null, Duration.ZERO);
    }

    /** Only what one of these keys signed. */
    public static TrustPolicy trusting(Set<PublicKey> issuers) {
        if (issuers.isEmpty()) {
            throw new IllegalArgumentException("trusting nobody is not the same as not judging the issuer");
        }
        return new TrustPolicy(issuers, null, Duration.ZERO);
    }

    /** Whether issuers are judged at all. */
    public boolean judgesIssuer() {
        return !issuers.isEmpty();
    }
}
