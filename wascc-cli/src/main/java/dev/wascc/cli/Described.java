package dev.wascc.cli;

import dev.wascc.claims.Claims;
import dev.wascc.claims.Metadata;
import dev.wascc.provider.OneLine;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Claims in a line for people, and as raw values for scripts. */
final class Described {
    private Described() {}

    /** Name, version, expiry and issuer. */
    static String of(Claims<?> claims) {
        return of(claims, claims.issuer().text());
    }

    /** The same with another text for the issuer. */
    static String of(Claims<?> claims, String issuer) {
        StringBuilder text = new StringBuilder();
        String name = name(claims.metadata());
        text.append(name == null ? "(no name)" : OneLine.of(name));
        if (claims.metadata() instanceof Metadata.Actor actor) {
            text.append(actor.version() == null ? "" : " " + OneLine.of(actor.version()));
            text.append(actor.revision() == null ? "" : " (r" + actor.revision() + ")");
        }
        text.append(claims.expires() == null ? "  never expires" : "  expires " + claims.expires());
        return text.append("  issuer ").append(issuer).toString();
    }

    static @Nullable String name(Metadata metadata) {
        if (metadata instanceof Metadata.Actor actor) {
            return actor.name();
        } else if (metadata instanceof Metadata.Provider provider) {
            return provider.name();
        } else if (metadata instanceof Metadata.Account account) {
            return account.name();
        } else if (metadata instanceof Metadata.Operator operator) {
            return operator.name();
        } else if (metadata instanceof Metadata.Cluster cluster) {
            return cluster.name();
        }
        return null;
    }

    /** What the token is of: {@code actor}, {@code account}, … */
    static String kind(Metadata metadata) {
        return metadata.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
    }

    /** Those that may sign for an account, operator or cluster. */
    static List<String> signers(Metadata metadata) {
        List<String> signers = null;
        if (metadata instanceof Metadata.Account account) {
            signers = account.validSigners();
        } else if (metadata instanceof Metadata.Operator operator) {
            signers = operator.validSigners();
        } else if (metadata instanceof Metadata.Cluster cluster) {
            signers = cluster.validSigners();
        }
        return signers == null ? List.of() : signers;
    }

    /** Everything but the payload itself. */
    static void put(Map<String, @Nullable Object> object, Claims<?> claims) {
        Metadata metadata = claims.metadata();
        object.put("of", kind(metadata));
        object.put("issuer", claims.issuer().text());
        object.put("subject", claims.subject());
        object.put("id", claims.id());
        Json.date(object, "iat", claims.issuedAt());
        Json.date(object, "exp", claims.expires());
        Json.date(object, "nbf", claims.notBefore());
        object.put("wascapRevision", claims.layoutRevision());
        object.put("name", name(metadata));
        if (metadata instanceof Metadata.Actor actor) {
            object.put("capabilities", actor.granted());
            object.put("tags", actor.tagged());
            object.put("rev", actor.revision());
            object.put("ver", actor.version());
            object.put("callAlias", actor.callAlias());
            object.put("provider", actor.provider());
        } else if (metadata instanceof Metadata.Provider provider) {
            object.put("capability", provider.capability());
            object.put("vendor", provider.vendor());
            object.put("rev", provider.revision());
            object.put("ver", provider.version());
            object.put("targetHashes", provider.targetHashes());
        } else {
            object.put("validSigners", signers(metadata));
        }
    }
}
