package dev.wascc.gate;

import dev.wascc.claims.Claims;
import dev.wascc.claims.Finding;
import dev.wascc.claims.Finding.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** How long claims may and must hold. */
sealed interface ValidityRequirement extends Requirement {

    /** No longer than so many days, from the first valid moment to the last. */
    record AtMost(int days, Source source) implements ValidityRequirement {
        @Override
        public List<Finding> judge(Candidate candidate) {
            Claims<?> claims = candidate.claims();
            Instant expires = claims.expires();
            Instant from = claims.notBefore() == null ? claims.issuedAt() : claims.notBefore();
            if (expires != null && Duration.between(from, expires).compareTo(Duration.ofDays(days)) <= 0) {
                return List.of();
            }
            String found = expires == null
                    ? "the claims never expire"
                    : "the claims hold from " + from + " to " + expires + ", "
                            + Duration.between(from, expires).toDays() + " days";
            return List.of(Finding.error(PolicyRule.VALID_TOO_LONG, found + "; at most " + days + " days are allowed")
                    .mendedBy("wascc claims resign FILE --expires " + days)
                    .askedAt(source));
        }
    }

    /** Not over within so many days from now. */
    record Remaining(int days, Source source) implements ValidityRequirement {
        @Override
        public List<Finding> judge(Candidate candidate) {
            Instant expires = candidate.claims().expires();
            if (expires == null || !expires.isBefore(candidate.now().plus(Duration.ofDays(days)))) {
                return List.of();
            }
            Duration left = Duration.between(candidate.now(), expires);
            return List.of(Finding.error(
                            PolicyRule.EXPIRES_TOO_SOON,
                            "the claims expire at " + expires + ", "
                                    + (left.isNegative() ? "which is over" : "in " + left.toDays() + " days")
                                    + "; at least " + days + " days must remain")
                    .mendedBy("wascc claims resign FILE --expires DAYS")
                    .askedAt(source));
        }
    }

    /** Not for ever. */
    record Expiring(Source source) implements ValidityRequirement {
        @Override
        public List<Finding> judge(Candidate candidate) {
            return candidate.claims().expires() != null
                    ? List.of()
                    : List.of(Finding.error(
                                    PolicyRule.NEVER_EXPIRES, "the claims never expire; an expiry date is required")
                            .mendedBy("wascc claims resign FILE --expires DAYS")
                            .askedAt(source));
        }
    }
}
