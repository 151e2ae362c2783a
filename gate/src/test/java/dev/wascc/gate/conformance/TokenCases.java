package dev.wascc.gate.conformance;

import static dev.wascc.gate.conformance.Case.refused;

import java.util.List;

/** Which token counts, and how its three segments are spelled. */
final class TokenCases {
    private static final byte[] GOOD = Forge.guest().bytes();
    /** Signed by nobody whom anybody trusts, and with more in it. */
    private static final Forge STRANGERS = Forge.guest().by(Key.STRANGER).caps("wascc:http_server", "wascc:blobstore");

    private TokenCases() {}

    static List<Case> presence() {
        return List.of(
                refused(10, "S001", "no-token", "a guest that nobody signed", Wasm.GUEST)
                        .like("v05.no-token"),
                refused(10, "S001", "no-token-empty-module", "eight bytes, the shortest module", Wasm.HEADER),
                refused(
                                10,
                                "S001",
                                "section-name-upper",
                                "the token's section is called JWT",
                                Forge.guest().section("JWT"))
                        .like("v05.section-name-upper"),
                refused(
                        10,
                        "S001",
                        "section-name-blank",
                        "the token's section is called jwt and a blank",
                        Forge.guest().section("jwt ")),
                refused(
                        10,
                        "S001",
                        "section-name-longer",
                        "the token's section is called jwt2",
                        Forge.guest().section("jwt2")),
                refused(
                        10,
                        "S001",
                        "token-in-data",
                        "the token's text is in the data alone",
                        Wasm.echo("", Forge.guest().token())),
                refused(
                                10,
                                "S001",
                                "nested-jwt",
                                "a component whose inner module has a token, and none of its own",
                                Wasm.component(GOOD))
                        .like("component.nested-jwt"),
                refused(
                                10,
                                "S001",
                                "nested-wasmcloud-jwt",
                                "the same with a section wasmcloud_jwt",
                                Wasm.component(
                                        Forge.guest().section("wasmcloud_jwt").bytes()))
                        .like("component.nested-wasmcloud_jwt"),
                refused(
                                15,
                                "S009",
                                "empty-token",
                                "the token's section is empty",
                                Forge.guest().token(t -> ""))
                        .like("v16.empty-section"),
                refused(
                                15,
                                "S009",
                                "token-not-utf8",
                                "the token begins with a byte that is not UTF-8",
                                Forge.guest().token(t -> "\u00ff" + t))
                        .like("v05.not-utf8"),
                refused(
                        15,
                        "S009",
                        "token-too-long",
                        "a token of more than 64 KiB, signed",
                        Forge.guest().meta("tags", "[\"" + "x".repeat(50_000) + "\"]")));
    }

    static List<Case> several() {
        byte[] forged = STRANGERS.section();
        byte[] modern = Forge.guest().section("wasmcloud_jwt").section();
        byte[] modernForged =
                Forge.guest().by(Key.STRANGER).section("wasmcloud_jwt").section();
        return List.of(
                refused(
                                15,
                                "S002",
                                "two-tokens-same",
                                "the same token twice",
                                Bytes.joined(GOOD, Forge.guest().section()))
                        .like("v05.two-jwt-same"),
                refused(
                                15,
                                "S002",
                                "two-tokens-good-first",
                                "a good token, then a stranger's",
                                Bytes.joined(GOOD, forged))
                        .like("v16.two-jwt-good-first"),
                refused(
                                15,
                                "S002",
                                "two-tokens-forged-first",
                                "a stranger's token, then a good one",
                                Bytes.joined(Wasm.GUEST, forged, Forge.guest().section()))
                        .like("v16.two-jwt-forged-first"),
                refused(
                                15,
                                "S002",
                                "both-names-good-first",
                                "a good jwt, then a stranger's wasmcloud_jwt",
                                Bytes.joined(GOOD, modernForged))
                        .like("v16.both-names-good-forged"),
                refused(
                                15,
                                "S002",
                                "both-names-forged-first",
                                "a stranger's wasmcloud_jwt, then a good jwt",
                                Bytes.joined(
                                        Wasm.GUEST, modernForged, Forge.guest().section()))
                        .like("v05.both-names-forged-good"),
                refused(15, "S002", "both-names-same", "one token under both names", Bytes.joined(GOOD, modern)),
                refused(
                        15,
                        "S002",
                        "two-tokens-modern",
                        "wasmcloud_jwt twice",
                        Bytes.joined(Wasm.GUEST, modern, modernForged)),
                refused(
                        15,
                        "S002",
                        "two-tokens-apart",
                        "the first and the last section are tokens",
                        Wasm.with(GOOD, 0, forged)),
                refused(
                        15,
                        "S002",
                        "two-tokens-one-empty",
                        "a good token, and an empty section jwt",
                        Bytes.joined(GOOD, Wasm.custom("jwt", new byte[0]))),
                refused(
                        15,
                        "S002",
                        "three-tokens",
                        "a good token between two others",
                        Bytes.joined(Wasm.GUEST, modernForged, Forge.guest().section(), forged)));
    }

    static List<Case> segments() {
        return List.of(
                refused(
                                15,
                                "S009",
                                "two-segments",
                                "header and claims alone",
                                Forge.guest().token(t -> t.substring(0, t.lastIndexOf('.'))))
                        .like("v16.two-segments"),
                refused(
                                15,
                                "S009",
                                "four-segments",
                                "one more segment behind the signature",
                                Forge.guest().token(t -> t + ".AAAA"))
                        .like("v05.four-segments"),
                refused(
                        15,
                        "S009",
                        "five-segments",
                        "five segments, as an encrypted token has",
                        Forge.guest().token(t -> t.replaceFirst("\\.", "..") + ".AAAA")),
                refused(
                        15,
                        "S009",
                        "one-segment",
                        "no dot at all",
                        Forge.guest().token(t -> t.replace(".", ""))),
                refused(
                        15,
                        "S009",
                        "json-serialization",
                        "the JSON form of a JWS instead of the compact one",
                        Forge.guest().token(TokenCases::flattened)),
                refused(
                                15,
                                "S009",
                                "signature-empty",
                                "nothing behind the second dot",
                                Forge.guest().token(t -> t.substring(0, t.lastIndexOf('.') + 1)))
                        .like("v16.signature-empty"),
                refused(
                                15,
                                "S009",
                                "signature-padded",
                                "the signature's base64url ends with ==",
                                Forge.guest().token(t -> t + "=="))
                        .like("v05.base64-padded"),
                refused(
                                15,
                                "S009",
                                "claims-padded",
                                "the claims' base64url is padded, and signed so",
                                padded(Forge.guest()))
                        .like("v05.claims-base64-padded"),
                refused(
                        15,
                        "S009",
                        "header-padded",
                        "the header's base64url is padded, and signed so",
                        Forge.guest().headerSegment(h -> h + "=")),
                refused(
                                15,
                                "S009",
                                "standard-alphabet",
                                "the claims are in base64 with + and /, and signed so",
                                Forge.guest()
                                        .claim("note", "\"\u00fb\u00ff\u00fe?>\u00fb\u00ff\u00fe\"")
                                        .signing(s -> s.replace('-', '+').replace('_', '/')))
                        .like("v05.base64-standard-alphabet"),
                refused(
                                15,
                                "S009",
                                "stray-bits-signature",
                                "the last character of the signature has bits that count for nothing",
                                Forge.guest().token(TokenCases::withStrayBits))
                        .like("v16.base64-trailing-bits"),
                refused(
                        15,
                        "S009",
                        "stray-bits-header",
                        "the same in the header, and signed so",
                        Forge.guest().headerSegment(TokenCases::withStrayBits)),
                refused(
                        15,
                        "S009",
                        "line-breaks",
                        "the signature is broken into lines, as MIME does",
                        Forge.guest()
                                .token(t -> t.substring(0, t.length() - 40) + "\r\n" + t.substring(t.length() - 40))),
                refused(
                                15,
                                "S009",
                                "leading-blank",
                                "a blank before the token",
                                Forge.guest().token(t -> " " + t))
                        .like("v05.leading-space"),
                refused(
                                15,
                                "S009",
                                "trailing-newline",
                                "a line end behind the token",
                                Forge.guest().token(t -> t + "\n"))
                        .like("v16.trailing-newline"),
                refused(
                                15,
                                "S009",
                                "trailing-nul",
                                "a zero byte behind the token",
                                Forge.guest().token(t -> t + "\0"))
                        .like("v05.trailing-nul"));
    }

    private static Forge padded(Forge forge) {
        // Two more characters of claims until their length wants padding.
        for (String note = "a"; ; note += "a") {
            forge.claim("note", Forge.quoted(note));
            int length = forge.token().split("\\.")[1].length();
            if (length % 4 != 0) {
                String padding = "=".repeat(4 - length % 4);
                return forge.signing(s -> s + padding);
            }
        }
    }

    private static String withStrayBits(String segment) {
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        char last = segment.charAt(segment.length() - 1);
        return segment.substring(0, segment.length() - 1) + alphabet.charAt(alphabet.indexOf(last) | 1);
    }

    private static String flattened(String token) {
        String[] segments = token.split("\\.");
        return "{\"protected\":\"%s\",\"payload\":\"%s\",\"signature\":\"%s\"}".formatted((Object[]) segments);
    }
}
