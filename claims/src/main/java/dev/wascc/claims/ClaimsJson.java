package dev.wascc.claims;

import dev.wascc.nkeys.InvalidKeyTextException;
import dev.wascc.nkeys.KeyRole;
import dev.wascc.nkeys.PublicKey;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The claims as the JSON of a token: member order and omission as wascap 0.2 to 0.16 writes them
 * ({@code wascap/src/jwt.rs}), reading as serde reads, but stricter about numbers.
 */
final class ClaimsJson {
    private ClaimsJson() {}

    static String write(Claims<?> claims) {
        Map<String, Object> members = new LinkedHashMap<>();
        putSeconds(members, "exp", claims.expires());
        members.put("jti", claims.id());
        members.put("iat", claims.issuedAt().getEpochSecond());
        members.put("iss", claims.issuer().text());
        members.put("sub", claims.subject());
        putSeconds(members, "nbf", claims.notBefore());
        members.put("wascap", metadata(claims.metadata()));
        putPresent(members, "wascap_revision", claims.layoutRevision());
        return StrictJson.write(members);
    }

    private static Map<String, Object> metadata(Metadata metadata) {
        Map<String, Object> members = new LinkedHashMap<>();
        if (metadata instanceof Metadata.Actor actor) {
            putPresent(members, "name", actor.name());
            members.put("hash", actor.hash());
            putPresent(members, "tags", actor.tags());
            putPresent(members, "caps", actor.capabilities());
            putPresent(members, "rev", actor.revision());
            putPresent(members, "ver", actor.version());
            putPresent(members, "call_alias", actor.callAlias());
            members.put("prov", actor.provider());
        } else if (metadata instanceof Metadata.Provider provider) {
            members.put("name", orNull(provider.name()));
            putPresent(members, "capid", provider.capability());
            members.put("vendor", provider.vendor());
            putPresent(members, "rev", provider.revision());
            putPresent(members, "ver", provider.version());
            members.put("target_hashes", provider.targetHashes());
            if (provider.configSchema() != null) {
                members.put("config_schema", orNull(StrictJson.read(provider.configSchema())));
            }
        } else if (metadata instanceof Metadata.Invocation invocation) {
            members.put("target_url", invocation.targetUrl());
            members.put("origin_url", invocation.originUrl());
            members.put("hash", invocation.hash());
        } else {
            members.put("name", orNull(nameOf(metadata)));
            members.put("valid_signers", orNull(signersOf(metadata)));
        }
        return members;
    }

    private static @Nullable String nameOf(Metadata metadata) {
        return metadata instanceof Metadata.Account account
                ? account.name()
                : metadata instanceof Metadata.Operator operator
                        ? operator.name()
                        : metadata instanceof Metadata.Cluster cluster ? cluster.name() : null;
    }

    private static @Nullable List<String> signersOf(Metadata metadata) {
        return metadata instanceof Metadata.Account account
                ? account.validSigners()
                : metadata instanceof Metadata.Operator operator
                        ? operator.validSigners()
                        : metadata instanceof Metadata.Cluster cluster ? cluster.validSigners() : null;
    }

    private static Object orNull(@Nullable Object value) {
        return value == null ? StrictJson.NULL : value;
    }

    private static void putPresent(Map<String, Object> members, String name, @Nullable Object value) {
        if (value != null) {
            members.put(name, value);
        }
    }

    private static void putSeconds(Map<String, Object> members, String name, @Nullable Instant instant) {
        putPresent(members, name, instant == null ? null : instant.getEpochSecond());
    }

    /** The claims of a token's second segment; what kind they are is told from their members and their subject. */
    static Claims<?> read(String json) throws ClaimsException {
        JsonMembers top = JsonMembers.of(StrictJson.read(json), "the claims");
        String id = top.text("jti");
        Instant issuedAt = top.instant("iat");
        String issuer = top.text("iss");
        String subject = top.text("sub");
        Instant expires = top.optionalInstant("exp");
        Instant notBefore = top.optionalInstant("nbf");
        Long revision = top.optionalInteger("wascap_revision", 0, 0xffff_ffffL);
        Metadata metadata = metadata(top.object("wascap"), subject);
        return new Claims<>(id, issuer(issuer), subject, issuedAt, notBefore, expires, revision, metadata);
    }

    private static PublicKey issuer(String text) throws ClaimsException {
        try {
            return PublicKey.parse(text);
        } catch (InvalidKeyTextException e) {
            throw new ClaimsException(
                    ClaimsRule.WRONG_KEY_ROLE, "the token's issuer (iss) is no public key: " + e.getMessage());
        }
    }

    private static Metadata metadata(JsonMembers wascap, String subject) throws ClaimsException {
        if (wascap.has("target_url")) {
            return new Metadata.Invocation(wascap.text("target_url"), wascap.text("origin_url"), wascap.text("hash"));
        }
        if (wascap.has("target_hashes")) {
            return provider(wascap);
        }
        if (wascap.has("valid_signers") || !wascap.has("hash")) {
            String name = wascap.optionalText("name");
            List<String> signers = wascap.optionalTexts("valid_signers");
            return switch (subject.isEmpty() ? ' ' : subject.charAt(0)) {
                case 'A' -> new Metadata.Account(name, signers);
                case 'O' -> new Metadata.Operator(name, signers);
                case 'C' -> new Metadata.Cluster(name, signers);
                default ->
                    throw new ClaimsException(
                            ClaimsRule.MALFORMED_TOKEN, "the claims of this subject lack the member wascap.hash");
            };
        }
        return actor(wascap);
    }

    private static Metadata.Actor actor(JsonMembers wascap) throws ClaimsException {
        return new Metadata.Actor(
                wascap.optionalText("name"),
                wascap.text("hash"),
                wascap.optionalTexts("tags"),
                wascap.optionalTexts("caps"),
                wascap.optionalInt("rev"),
                wascap.optionalText("ver"),
                wascap.optionalText("call_alias"),
                wascap.flag("prov"));
    }

    private static Metadata.Provider provider(JsonMembers wascap) throws ClaimsException {
        Object schema = wascap.optional("config_schema");
        return new Metadata.Provider(
                wascap.optionalText("name"),
                wascap.optionalText("capid"),
                wascap.text("vendor"),
                wascap.optionalInt("rev"),
                wascap.optionalText("ver"),
                wascap.textMap("target_hashes"),
                schema == null ? null : StrictJson.write(schema));
    }

    /** The roles that may sign and be signed, by kind; null where the subject is no key. */
    static @Nullable String wrongRole(Claims<?> claims) {
        KeyRole issuer = claims.issuer().role();
        Metadata metadata = claims.metadata();
        boolean issuerFits = metadata instanceof Metadata.Invocation
                ? issuer == KeyRole.SERVER
                : metadata instanceof Metadata.Actor || metadata instanceof Metadata.Provider
                        ? issuer == KeyRole.ACCOUNT
                        : issuer == KeyRole.OPERATOR
                                || issuer == KeyRole.ACCOUNT && !(metadata instanceof Metadata.Operator);
        if (!issuerFits) {
            return "the issuer " + claims.issuer() + " is a key of role " + issuer.word()
                    + ", which signs no such token";
        }
        return wrongSubject(claims);
    }

    private static @Nullable String wrongSubject(Claims<?> claims) {
        Metadata metadata = claims.metadata();
        if (metadata instanceof Metadata.Invocation) {
            return null;
        }
        KeyRole role;
        try {
            role = PublicKey.parse(claims.subject()).role();
        } catch (InvalidKeyTextException e) {
            return "the subject (sub) is no public key: " + e.getMessage();
        }
        boolean fits = metadata instanceof Metadata.Actor actor
                ? role == KeyRole.MODULE || actor.provider() && role == KeyRole.SERVICE
                : metadata instanceof Metadata.Provider
                        ? role == KeyRole.SERVICE
                        : metadata instanceof Metadata.Account
                                ? role == KeyRole.ACCOUNT
                                : metadata instanceof Metadata.Operator
                                        ? role == KeyRole.OPERATOR
                                        : role == KeyRole.CLUSTER;
        return fits
                ? null
                : "the subject " + claims.subject() + " is a key of role " + role.word()
                        + ", which such a token has not";
    }
}
