package dev.wascc.gate.conformance;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** A module with a token, in order unless it is told otherwise. Everything can be told otherwise. */
final class Forge {
    static final String HEADER = "{\"typ\":\"jwt\",\"alg\":\"Ed25519\"}";
    /** 2100-01-01, 2020-09-13 and 2001-09-09. */
    static final long FAR = 4102444800L;

    static final long ISSUED = 1600000000L;
    static final long PAST = 1000000000L;

    private final byte[] module;
    private final Map<String, String> top = new LinkedHashMap<>();
    private final Map<String, String> metadata = new LinkedHashMap<>();
    private String section = "jwt";
    private String header = HEADER;
    private Key signer = Key.ACCOUNT;
    private UnaryOperator<String> claims = UnaryOperator.identity();
    private UnaryOperator<String> headerSegment = UnaryOperator.identity();
    private UnaryOperator<String> signing = UnaryOperator.identity();
    private UnaryOperator<byte[]> message = UnaryOperator.identity();
    private UnaryOperator<byte[]> signature = UnaryOperator.identity();
    private UnaryOperator<String> token = UnaryOperator.identity();
    private BinaryOperator<byte[]> placing = Bytes::joined;

    private Forge(byte[] module) {
        this.module = module;
        top.put("exp", String.valueOf(FAR));
        top.put("jti", quoted("conformance"));
        top.put("iat", String.valueOf(ISSUED));
        top.put("iss", quoted(Key.ACCOUNT.text()));
        top.put("sub", quoted(Key.MODULE.text()));
        metadata.put("name", quoted("conformance"));
        metadata.put("hash", quoted(Bytes.hash(module)));
        metadata.put("tags", "[]");
        metadata.put("caps", "[\"wascc:http_server\"]");
        metadata.put("rev", "1");
        metadata.put("ver", quoted("1.0.0"));
        metadata.put("prov", "false");
    }

    static Forge of(byte[] module) {
        return new Forge(module);
    }

    /** The usual guest. */
    static Forge guest() {
        return new Forge(Wasm.GUEST);
    }

    static String quoted(String text) {
        return '"' + text + '"';
    }

    /** A member of the claims, as JSON; null takes it away. */
    Forge claim(String name, String json) {
        return put(top, name, json);
    }

    /** A member of the claims' {@code wascap}, as JSON; null takes it away. */
    Forge meta(String name, String json) {
        return put(metadata, name, json);
    }

    private Forge put(Map<String, String> members, String name, String json) {
        if (json == null) {
            members.remove(name);
        } else {
            members.put(name, json);
        }
        return this;
    }

    Forge caps(String... ids) {
        return meta("caps", java.util.Arrays.stream(ids).map(Forge::quoted).collect(Collectors.joining(",", "[", "]")));
    }

    Forge expires(long seconds) {
        return claim("exp", String.valueOf(seconds));
    }

    /** Names an issuer, who also signs. */
    Forge by(Key issuer) {
        signer = issuer;
        return claim("iss", quoted(issuer.text()));
    }

    /** Who signs, whoever is named. */
    Forge signedBy(Key key) {
        signer = key;
        return this;
    }

    Forge section(String name) {
        section = name;
        return this;
    }

    Forge header(String json) {
        header = json;
        return this;
    }

    /** Rewrites the claims before they are signed. */
    Forge claims(UnaryOperator<String> rewriting) {
        claims = rewriting;
        return this;
    }

    Forge headerSegment(UnaryOperator<String> rewriting) {
        headerSegment = rewriting;
        return this;
    }

    /** Rewrites the first two segments before they are signed. */
    Forge signing(UnaryOperator<String> rewriting) {
        signing = rewriting;
        return this;
    }

    /** Has other bytes signed than those of the token. */
    Forge message(UnaryOperator<byte[]> other) {
        message = other;
        return this;
    }

    /** Rewrites the signature. */
    Forge signature(UnaryOperator<byte[]> rewriting) {
        signature = rewriting;
        return this;
    }

    /** Rewrites the token when it is done. */
    Forge token(UnaryOperator<String> rewriting) {
        token = rewriting;
        return this;
    }

    /** Puts the token's section elsewhere than behind the module. */
    Forge placing(BinaryOperator<byte[]> moduleAndSection) {
        placing = moduleAndSection;
        return this;
    }

    String token() {
        String payload = claims.apply(payload());
        String signed = signing.apply(
                headerSegment.apply(Bytes.base64url(Bytes.utf8(header))) + "." + Bytes.base64url(Bytes.utf8(payload)));
        byte[] signatureBytes = signature.apply(signer.sign(message.apply(Bytes.ascii(signed))));
        return token.apply(signed + "." + Bytes.base64url(signatureBytes));
    }

    private String payload() {
        Map<String, String> members = new LinkedHashMap<>(top);
        members.putIfAbsent("wascap", object(metadata));
        members.values().removeIf(""::equals);
        return object(members);
    }

    private static String object(Map<String, String> members) {
        return members.entrySet().stream()
                .map(member -> quoted(member.getKey()) + ":" + member.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }

    byte[] bytes() {
        return placing.apply(module, section());
    }

    /** The token's section. */
    byte[] section() {
        return Wasm.custom(section, Bytes.ascii(token()));
    }
}
