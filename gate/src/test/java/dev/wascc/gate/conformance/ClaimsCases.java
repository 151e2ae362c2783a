package dev.wascc.gate.conformance;

import static dev.wascc.gate.conformance.Case.refused;

import java.util.List;
import java.util.function.UnaryOperator;

/** Claims that are signed by whom they name, but are not the JSON that claims are. */
final class ClaimsCases {
    private ClaimsCases() {}

    static List<Case> spelling() {
        return List.of(
                text("claims-not-json", "no JSON", c -> "exp=never").like("v05.claims-not-json"),
                text("claims-list", "a list", c -> "[" + c + "]").like("v05.claims-array"),
                text("claims-empty", "an empty object", c -> "{}"),
                text("claims-nothing", "nothing at all", c -> ""),
                text("claims-trailing", "text behind the object", c -> c + " true"),
                text(
                        "claims-two-objects",
                        "two objects, the second without expiry",
                        c -> c + c.replaceFirst("\"exp\":\\d+,", "")),
                text("claims-bom", "a byte order mark first", c -> "\ufeff" + c).like("v05.claims-bom"),
                text("claims-comment", "a comment", c -> c.replace("{\"exp\"", "{/**/\"exp\"")),
                text(
                        "claims-trailing-comma",
                        "a comma before the last brace",
                        c -> c.substring(0, c.length() - 1) + ",}"),
                text("claims-single-quotes", "quotes of the other kind", c -> c.replace('"', '\'')),
                text("claims-control-character", "a line end within a string", c -> c.replace("1.0.0", "1.0\n.0")),
                text(
                                "exp-twice",
                                "an expiry that is over, and one that is not",
                                c -> c.replace("{\"exp\"", "{\"exp\":1,\"exp\""))
                        .like("v05.duplicate-claim"),
                text(
                        "caps-twice",
                        "capabilities twice",
                        c -> c.replace("\"caps\":", "\"caps\":[\"wascc:blobstore\"],\"caps\":")),
                text(
                        "exp-twice-escaped",
                        "exp twice, once with an escape",
                        c -> c.replace("{\"exp\"", "{\"e\\u0078p\":1,\"exp\"")),
                text(
                        "unknown-twice",
                        "a member twice that nobody knows",
                        c -> c.replace("{\"exp\"", "{\"x\":1,\"x\":2,\"exp\"")),
                text(
                        "unknown-twice-deep",
                        "the same within a list within an object",
                        c -> c.replace("{\"exp\"", "{\"x\":[{\"y\":1,\"y\":2}],\"exp\"")),
                text(
                        "claims-deep",
                        "lists within lists, 200 of them",
                        c -> c.replace("{\"exp\"", "{\"x\":" + "[".repeat(200) + "]".repeat(200) + ",\"exp\"")),
                text("claims-cut", "the last brace is missing", c -> c.substring(0, c.length() - 1)));
    }

    static List<Case> members() {
        return List.of(
                claim("exp-fraction", "exp", "4102444800.5").like("v05.exp-fraction"),
                claim("exp-point-zero", "exp", "4102444800.0"),
                claim("exp-exponent", "exp", "41024448e2"),
                claim("exp-string", "exp", "\"4102444800\"").like("v05.exp-string"),
                claim("exp-negative", "exp", "-1").like("v16.exp-negative"),
                claim("exp-beyond-2-53", "exp", "9007199254740993"),
                claim("exp-u64-max", "exp", "18446744073709551615").like("v05.exp-u64max"),
                claim("exp-2-64", "exp", "18446744073709551616"),
                claim("exp-600-digits", "exp", "4".repeat(600)),
                claim("exp-leading-zero", "exp", "04102444800"),
                claim("exp-nan", "exp", "NaN"),
                claim("exp-true", "exp", "true"),
                claim("nbf-beyond-2-53", "nbf", "9007199254740993"),
                claim("iat-string", "iat", "\"1600000000\""),
                without("iat-missing", "iat").like("v05.iat-missing"),
                without("jti-missing", "jti").like("v05.jti-missing"),
                without("iss-missing", "iss").like("v16.iss-missing"),
                without("sub-missing", "sub").like("v05.sub-missing"),
                claim("sub-number", "sub", "7"),
                claim("wascap-null", "wascap", "null").like("v05.wascap-null"),
                claim("wascap-list", "wascap", "[]"),
                refused(
                        15,
                        "S009",
                        "flat-layout",
                        "claims as wascap 0.1 wrote them, without the object wascap",
                        Forge.guest()
                                .claim("wascap", "")
                                .claim("hash", Forge.quoted(Bytes.hash(Wasm.GUEST)))
                                .claim("caps", "[]")),
                refused(
                                15,
                                "S009",
                                "hash-missing",
                                "no wascap.hash",
                                Forge.guest().meta("hash", null))
                        .like("v05.hash-missing"),
                meta("hash-number", "hash", "1"),
                meta("caps-string", "caps", "\"wascc:http_server\""),
                meta("caps-numbers", "caps", "[1,2]"),
                meta("caps-null-within", "caps", "[\"wascc:http_server\",null]"),
                meta("tags-object", "tags", "{}"),
                meta("rev-string", "rev", "\"1\"").like("v05.rev-string"),
                meta("rev-beyond-i32", "rev", "2147483648").like("v16.rev-beyond-i32"),
                meta("rev-fraction", "rev", "1.5"),
                meta("prov-string", "prov", "\"false\""),
                meta("prov-null", "prov", "null"),
                meta("name-list", "name", "[\"conformance\"]"),
                claim("layout-revision-negative", "wascap_revision", "-1"),
                refused(
                                15,
                                "S009",
                                "account-in-module",
                                "the token of an account, in a module",
                                Forge.guest()
                                        .by(Key.of(Key.OPERATOR_ROLE, "operator"))
                                        .claim("sub", Forge.quoted(Key.ACCOUNT.text()))
                                        .claim("wascap", "{\"name\":\"a\",\"valid_signers\":[]}"))
                        .by(operators()),
                refused(
                        15,
                        "S009",
                        "provider-in-module",
                        "the token of a native provider, in a module",
                        Forge.guest()
                                .claim("sub", Forge.quoted(Key.SERVICE.text()))
                                .claim(
                                        "wascap",
                                        "{\"name\":\"a\",\"capid\":\"x:y\",\"vendor\":\"v\",\"target_hashes\":{}}")));
    }

    private static Case.Terms operators() {
        return new Case.Terms(List.of(Key.of(Key.OPERATOR_ROLE, "operator").text()), "", "", List.of(), List.of());
    }

    private static Case text(String id, String what, UnaryOperator<String> rewriting) {
        return refused(15, "S009", id, "claims: " + what, Forge.guest().claims(rewriting));
    }

    private static Case claim(String id, String name, String json) {
        return refused(
                15,
                "S009",
                id,
                "claims: " + name + " is " + shortened(json),
                Forge.guest().claim(name, json));
    }

    private static Case without(String id, String name) {
        return refused(15, "S009", id, "claims: no " + name, Forge.guest().claim(name, null));
    }

    private static Case meta(String id, String name, String json) {
        return refused(
                15,
                "S009",
                id,
                "claims: wascap." + name + " is " + json,
                Forge.guest().meta(name, json));
    }

    private static String shortened(String json) {
        return json.length() > 40 ? json.substring(0, 10) + "… (" + json.length() + " characters)" : json;
    }
}
