package dev.wascc.claims;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import dev.wascc.nkeys.IssuerKey;
import dev.wascc.nkeys.KeyAccessException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Base64;

/**
 * A token whose form is right and whose signature nobody has checked: the compact form of a JWS with the header
 * {@code {"typ":"jwt","alg":"Ed25519"}}.
 */
public final class Token {
    private static final int MAX_LENGTH = 64 * 1024;
    private static final JWSHeader HEADER = new JWSHeader.Builder(JWSAlgorithm.Ed25519)
            .type(new JOSEObjectType("jwt"))
            .build();

    private final String text;
    private final String payload;
    private final Claims<?> claims;
    private final JWSObject jws;

    private Token(String text, String payload, Claims<?> claims, JWSObject jws) {
        this.text = text;
        this.payload = payload;
        this.claims = claims;
        this.jws = jws;
    }

    /** Reads a token's text; refuses everything that is not strictly of the form, whoever signed it. */
    public static Token parse(String text) throws ClaimsException {
        if (text.length() > MAX_LENGTH) {
            throw malformed("it has " + text.length() + " characters; " + MAX_LENGTH + " are allowed");
        }
        String[] segments = text.split("\\.", -1);
        if (segments.length != 3) {
            throw malformed("expected 3 segments, found " + segments.length);
        }
        requireHeader(utf8(decode(segments[0], "header"), "header"));
        byte[] signature = decode(segments[2], "signature");
        String payload = utf8(decode(segments[1], "claims"), "claims");
        Claims<?> claims = ClaimsJson.read(payload);
        if (signature.length == 0) {
            throw malformed("the signature segment is empty");
        }
        try {
            return new Token(text, payload, claims, JWSObject.parse(text));
        } catch (ParseException | RuntimeException e) {
            throw malformed("it is no compact JWS");
        }
    }

    /** Signs claims. The same key and claims give the same text. */
    static Token sign(Claims<?> claims, IssuerKey key) throws KeyAccessException {
        String payload = ClaimsJson.write(claims);
        JWSObject jws = new JWSObject(HEADER, new Payload(payload));
        try {
            jws.sign(new TokenSignature.Maker(key));
        } catch (JOSEException e) {
            if (e.getCause() instanceof KeyAccessException failed) {
                throw failed;
            }
            throw new IllegalStateException("signing failed within the library", e);
        }
        return new Token(jws.serialize(), payload, claims, jws);
    }

    /** The compact form. */
    public String text() {
        return text;
    }

    /** The claims as the JSON that was signed, unknown members and all. */
    public String payload() {
        return payload;
    }

    /** What the token says. Nobody has checked that its issuer said it. */
    public Claims<?> unverifiedClaims() {
        return claims;
    }

    boolean signatureMatches() {
        try {
            return jws.verify(new TokenSignature.Checker(claims.issuer()));
        } catch (JOSEException | IllegalStateException e) {
            return false;
        }
    }

    private static void requireHeader(String json) throws ClaimsException {
        JsonMembers header = JsonMembers.of(StrictJson.read(json), "the token's header");
        if (!header.text("alg").equals("Ed25519")) {
            throw malformed("its algorithm (alg) is not Ed25519");
        }
        if (!header.text("typ").equals("jwt")) {
            throw malformed("its type (typ) is not jwt");
        }
        for (String name : header.names()) {
            if (!name.equals("alg") && !name.equals("typ")) {
                throw malformed("its header has a member that nobody here understands: " + Printable.of(name));
            }
        }
    }

    private static byte[] decode(String segment, String what) throws ClaimsException {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(segment);
            if (Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(segment)) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            // said below, like padding and stray bits
        }
        throw malformed("its " + what + " segment is not base64url without padding");
    }

    static String utf8(byte[] bytes, String what) throws ClaimsException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw malformed("its " + what + " is not UTF-8");
        }
    }

    private static ClaimsException malformed(String why) {
        return new ClaimsException(
                ClaimsRule.MALFORMED_TOKEN,
                "the token is malformed: " + why,
                "sign the module again with wascc sign FILE");
    }

    @Override
    public String toString() {
        return "Token[" + claims.subject() + " by " + claims.issuer() + "]";
    }
}
