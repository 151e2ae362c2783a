package dev.wascc.gate.conformance;

import static dev.wascc.gate.conformance.Case.refused;

import java.security.GeneralSecurityException;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Headers. But where it says otherwise the token is signed, header and all, by the key that it names. */
final class HeaderCases {
    private HeaderCases() {}

    static List<Case> all() {
        return List.of(
                header("alg-none", "algorithm none, signed all the same", "{\"typ\":\"jwt\",\"alg\":\"none\"}")
                        .like("v05.alg-none-signed"),
                refused(
                        15,
                        "S009",
                        "alg-none-empty",
                        "algorithm none, and no signature",
                        Forge.guest()
                                .header("{\"typ\":\"jwt\",\"alg\":\"none\"}")
                                .signature(s -> new byte[0])),
                refused(
                                15,
                                "S009",
                                "alg-hs256",
                                "HMAC with the public key as its secret",
                                Forge.guest()
                                        .header("{\"typ\":\"jwt\",\"alg\":\"HS256\"}")
                                        .token(HeaderCases::hmac))
                        .like("v05.alg-hs256-public-key"),
                header(
                                "alg-hs256-signed",
                                "says HS256, but is signed with Ed25519",
                                "{\"typ\":\"jwt\",\"alg\":\"HS256\"}")
                        .like("v05.alg-hs256-ed-signed"),
                header("alg-eddsa", "the name that RFC 8037 has for it", "{\"typ\":\"jwt\",\"alg\":\"EdDSA\"}")
                        .like("v05.alg-eddsa"),
                header("alg-lower", "ed25519", "{\"typ\":\"jwt\",\"alg\":\"ed25519\"}")
                        .like("v05.alg-ed25519-lower"),
                header("alg-upper", "ED25519", "{\"typ\":\"jwt\",\"alg\":\"ED25519\"}"),
                header("alg-nkey", "the name that NATS has for it", "{\"typ\":\"jwt\",\"alg\":\"ed25519-nkey\"}")
                        .like("v05.alg-ed25519-nkey"),
                header("alg-missing", "no algorithm", "{\"typ\":\"jwt\"}"),
                header("alg-null", "algorithm null", "{\"typ\":\"jwt\",\"alg\":null}"),
                header("alg-list", "a list of algorithms", "{\"typ\":\"jwt\",\"alg\":[\"Ed25519\"]}"),
                header("alg-twice", "Ed25519, then none", "{\"typ\":\"jwt\",\"alg\":\"Ed25519\",\"alg\":\"none\"}"),
                header(
                        "alg-twice-escaped",
                        "alg a second time, its a as an escape",
                        "{\"typ\":\"jwt\",\"alg\":\"Ed25519\",\"\\u0061lg\":\"none\"}"),
                header("typ-upper", "type JWT", "{\"typ\":\"JWT\",\"alg\":\"Ed25519\"}")
                        .like("v05.typ-upper"),
                header("typ-missing", "no type", "{\"alg\":\"Ed25519\"}").like("v05.typ-missing"),
                header("typ-number", "a number for a type", "{\"typ\":1,\"alg\":\"Ed25519\"}"),
                header(
                        "header-crit",
                        "an extension that must be understood (RFC 7515, 4.1.11)",
                        "{\"typ\":\"jwt\",\"alg\":\"Ed25519\",\"crit\":[\"exp\"]}"),
                header(
                        "header-b64",
                        "a payload that is not base64 (RFC 7797)",
                        "{\"typ\":\"jwt\",\"alg\":\"Ed25519\",\"b64\":false,\"crit\":[\"b64\"]}"),
                header("header-zip", "a compressed payload", "{\"typ\":\"jwt\",\"alg\":\"Ed25519\",\"zip\":\"DEF\"}"),
                header(
                        "header-kid",
                        "a key id, which is a path",
                        "{\"typ\":\"jwt\",\"alg\":\"Ed25519\",\"kid\":\"../../etc/passwd\"}"),
                header(
                        "header-jwk",
                        "the key to verify with, brought along",
                        "{\"typ\":\"jwt\",\"alg\":\"Ed25519\",\"jwk\":{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\""
                                + Bytes.base64url(Key.STRANGER.raw()) + "\"}}"),
                header("header-extra", "a member that nobody knows", "{\"typ\":\"jwt\",\"alg\":\"Ed25519\",\"x\":1}")
                        .like("v05.header-extra-resigned"),
                header("header-list", "a list", "[\"jwt\",\"Ed25519\"]"),
                header("header-not-json", "no JSON", "typ=jwt&alg=Ed25519"),
                header("header-bom", "a byte order mark", "\ufeff" + Forge.HEADER),
                header("header-trailing", "text behind the object", Forge.HEADER + "{}"),
                refused(
                                12,
                                "S003",
                                "header-changed",
                                "a blank in the header that was not signed",
                                Forge.guest()
                                        .token(t ->
                                                Bytes.base64url(Bytes.utf8("{\"typ\":\"jwt\", \"alg\":\"Ed25519\"}"))
                                                        + t.substring(t.indexOf('.'))))
                        .like("v05.tampered-header"));
    }

    private static Case header(String id, String what, String json) {
        return refused(15, "S009", id, "header: " + what, Forge.guest().header(json));
    }

    private static String hmac(String token) {
        String signed = token.substring(0, token.lastIndexOf('.'));
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Key.ACCOUNT.raw(), "HmacSHA256"));
            return signed + "." + Bytes.base64url(mac.doFinal(Bytes.ascii(signed)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
