package dev.wascc.cli;

import dev.wascc.claims.Claims;
import dev.wascc.claims.Metadata;
import dev.wascc.claims.TokenId;
import dev.wascc.nkeys.PublicKey;
import java.security.SecureRandom;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What every token has, whatever it is of: a name, dates, an id. */
final class TokenOptions {
    private static final long SECONDS_A_DAY = 86_400;
    /** The largest number that every JSON reader takes for a whole one. */
    private static final long LAST_SECOND = 1L << 53;

    @Option(
            names = {"-n", "--name"},
            paramLabel = "NAME",
            description = "A name for people; for modules the file's by default.")
    @Nullable
    String name;

    @Option(
            names = {"-x", "--expires"},
            paramLabel = "DAYS",
            description = "Days from now to the expiry; default never.")
    @Nullable
    Long expires;

    @Option(
            names = "--not-before",
            paramLabel = "DAYS",
            description = "Days from now to the first valid moment; default at once.")
    @Nullable
    Long notBefore;

    @Option(names = "--nbf", hidden = true)
    void nbf(@Nullable Long days) {
        notBefore = days == null ? notBefore : days;
    }

    @Option(
            names = "--iat",
            paramLabel = "SECONDS",
            description = "The time of issue, and the now of the two above; default $SOURCE_DATE_EPOCH, else now.")
    @Nullable
    Long issuedAt;

    @Option(
            names = "--jti",
            paramLabel = "ID",
            description =
                    "The token's id; default random, or made from the claims where --iat or $SOURCE_DATE_EPOCH is set.")
    @Nullable
    String id;

    /** The claims of one subject. */
    <M extends Metadata> Claims<M> claims(Command command, PublicKey issuer, PublicKey subject, M metadata) {
        return claims(command, Claims.of("", issuer, subject.text(), Instant.EPOCH, metadata));
    }

    /** These claims with another id, another time of issue, and with the dates that were given. */
    <M extends Metadata> Claims<M> claims(Command command, Claims<M> kept) {
        String epoch = command.surroundings
                .environment()
                .getOrDefault("SOURCE_DATE_EPOCH", "")
                .strip();
        boolean fixed = issuedAt != null || !epoch.isEmpty();
        long now = issuedAt != null
                ? second(command, "--iat", issuedAt)
                : fixed
                        ? epoch(command, epoch)
                        : command.surroundings.clock().instant().getEpochSecond();
        Instant from = notBefore == null ? kept.notBefore() : after(command, "--not-before", notBefore, now, 0);
        Instant until = expires == null ? kept.expires() : after(command, "--expires", expires, now, 1);
        if ((notBefore != null || expires != null) && from != null && until != null && !from.isBefore(until)) {
            throw command.usage("the token would expire before it is valid: it would be valid from " + from
                    + " and expire at " + until + "; give --not-before or --expires otherwise");
        }
        Instant issued = Instant.ofEpochSecond(now);
        String jti = id != null
                ? id
                : fixed
                        ? TokenId.derived(
                                kept.issuer().text(),
                                kept.subject(),
                                kept.metadata().toString(),
                                issued.toString(),
                                String.valueOf(from),
                                String.valueOf(until))
                        : TokenId.generate(new SecureRandom());
        return Claims.of(jti, kept.issuer(), kept.subject(), issued, kept.metadata())
                .within(from, until);
    }

    private static long epoch(Command command, String text) {
        try {
            return second(command, "SOURCE_DATE_EPOCH", Long.parseLong(text));
        } catch (NumberFormatException e) {
            throw command.usage("SOURCE_DATE_EPOCH is not a number of seconds");
        }
    }

    private static long second(Command command, String what, long seconds) {
        if (seconds < 0 || seconds > LAST_SECOND) {
            throw command.usage(what + " is a number of seconds from 0 to 2^53");
        }
        return seconds;
    }

    private static Instant after(Command command, String option, long days, long now, long least) {
        long most = (LAST_SECOND - now) / SECONDS_A_DAY;
        if (days < least || days > most) {
            throw command.usage(option + " is a whole number of days from " + least + " to " + most);
        }
        return Instant.ofEpochSecond(now + days * SECONDS_A_DAY);
    }
}
