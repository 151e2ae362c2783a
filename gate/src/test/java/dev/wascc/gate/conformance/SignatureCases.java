package dev.wascc.gate.conformance;

import static dev.wascc.gate.conformance.Case.refused;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Signatures and the keys that they are checked with. */
final class SignatureCases {
    /** The order of the curve's base point. */
    private static final BigInteger L =
            BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));
    /** The identity as a point. */
    private static final byte[] IDENTITY = Arrays.copyOf(new byte[] {1}, 32);

    private SignatureCases() {}

    static List<Case> all() {
        return List.of(
                refused(
                                12,
                                "S003",
                                "claims-changed",
                                "a capability was added to the claims after signing",
                                Forge.guest()
                                        .token(t -> rewritten(
                                                t,
                                                "[\"wascc:http_server\"]",
                                                "[\"wascc:http_server\",\"wascc:blobstore\"]")))
                        .like("v05.tampered-claims"),
                refused(
                        12,
                        "S003",
                        "expiry-changed",
                        "the expiry was put off after signing",
                        Forge.guest()
                                .token(t -> rewritten(t, String.valueOf(Forge.FAR), String.valueOf(Forge.FAR + 1)))),
                refused(
                                12,
                                "S003",
                                "signature-bit-in-r",
                                "a bit of R is flipped",
                                Forge.guest().signature(s -> Bytes.flipped(s, 0, 1)))
                        .like("v05.signature-bit-flipped-R"),
                refused(
                                12,
                                "S003",
                                "signature-bit-in-s",
                                "a bit of S is flipped",
                                Forge.guest().signature(s -> Bytes.flipped(s, 32, 1)))
                        .like("v05.signature-bit-flipped-S"),
                refused(
                                12,
                                "S003",
                                "signature-s-plus-l",
                                "S is larger by the order of the curve, so that the equation still holds",
                                Forge.guest().signature(SignatureCases::malleated))
                        .like("v05.signature-S-plus-L"),
                refused(
                        12,
                        "S003",
                        "signature-zero",
                        "64 zero bytes",
                        Forge.guest().signature(s -> new byte[64])),
                refused(
                        12,
                        "S003",
                        "signature-identity",
                        "R is the identity, S is zero",
                        Forge.guest().signature(s -> Bytes.joined(IDENTITY, new byte[32]))),
                refused(
                                12,
                                "S003",
                                "signature-63-bytes",
                                "the last byte is missing",
                                Forge.guest().signature(s -> Arrays.copyOf(s, 63)))
                        .like("v05.signature-short"),
                refused(
                                12,
                                "S003",
                                "signature-65-bytes",
                                "a byte behind a signature that is right",
                                Forge.guest().signature(s -> Arrays.copyOf(s, 65)))
                        .like("v05.signature-long"),
                refused(
                        12,
                        "S003",
                        "signature-twice",
                        "a signature that is right, twice",
                        Forge.guest().signature(s -> Bytes.joined(s, s))),
                refused(
                        12,
                        "S003",
                        "signature-as-hex",
                        "a signature that is right, as hex digits",
                        Forge.guest().signature(s -> Bytes.ascii(HexFormat.of().formatHex(s)))),
                refused(
                        12,
                        "S003",
                        "signature-halves-swapped",
                        "S before R",
                        Forge.guest()
                                .signature(s -> Bytes.joined(Arrays.copyOfRange(s, 32, 64), Arrays.copyOf(s, 32)))),
                refused(
                                12,
                                "S003",
                                "signed-by-other",
                                "names the trusted account, is signed by another",
                                Forge.guest().signedBy(Key.STRANGER))
                        .like("v05.signed-by-other"),
                refused(
                        12,
                        "S003",
                        "signed-by-module",
                        "names the trusted account, is signed by the module's own key",
                        Forge.guest().signedBy(Key.MODULE)),
                refused(
                        12,
                        "S003",
                        "signature-of-other-token",
                        "the signature of another token of the same account",
                        Forge.guest()
                                .message(m -> Bytes.ascii(signed(Forge.guest().meta("rev", "2"))))),
                refused(
                        12,
                        "S003",
                        "signature-of-claims",
                        "the claims alone were signed, without the header",
                        Forge.guest().message(m -> Arrays.copyOfRange(m, indexOfDot(m) + 1, m.length))),
                refused(
                        12,
                        "S003",
                        "signature-of-hash",
                        "the SHA-512 of the token was signed, with plain Ed25519",
                        Forge.guest().message(Bytes::sha512)),
                refused(12, "S003", "signature-prehashed", "signed with Ed25519ph, by the right key", prehashed()),
                issuer(
                        "issuer-identity",
                        "the identity, under which R = identity, S = 0 holds for every text",
                        "01" + "00".repeat(31)),
                issuer("issuer-order-two", "the point of order two", "ec" + "ff".repeat(30) + "7f"),
                issuer("issuer-order-four", "a point of order four", "00".repeat(32)),
                issuer(
                        "issuer-order-eight",
                        "a point of order eight",
                        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"),
                issuer(
                        "issuer-not-canonical",
                        "the identity, spelled with a number beyond the field",
                        "ee" + "ff".repeat(30) + "7f"),
                issuer("issuer-identity-negative", "the identity with the sign bit set", "01" + "00".repeat(30) + "80"),
                issuer("issuer-off-curve", "no point of the curve", "02" + "00".repeat(31)));
    }

    /** A key that no honest account has, and the signature that a lax verifier takes for its own. */
    private static Case issuer(String id, String what, String raw) {
        return refused(
                15,
                "S010",
                id,
                "the issuer's key is " + what,
                Forge.guest()
                        .claim("iss", Forge.quoted(Key.text(Key.ACCOUNT_ROLE, Bytes.hex(raw))))
                        .signature(s -> Bytes.joined(IDENTITY, new byte[32])));
    }

    private static String rewritten(String token, String from, String to) {
        String[] segments = token.split("\\.");
        String claims = new String(
                java.util.Base64.getUrlDecoder().decode(segments[1]), java.nio.charset.StandardCharsets.UTF_8);
        return segments[0] + "." + Bytes.base64url(Bytes.utf8(claims.replace(from, to))) + "." + segments[2];
    }

    private static byte[] malleated(byte[] signature) {
        byte[] s = reversed(Arrays.copyOfRange(signature, 32, 64));
        byte[] sum = new BigInteger(1, s).add(L).toByteArray();
        byte[] fixed = new byte[32];
        System.arraycopy(
                sum, Math.max(0, sum.length - 32), fixed, Math.max(0, 32 - sum.length), Math.min(32, sum.length));
        return Bytes.joined(Arrays.copyOf(signature, 32), reversed(fixed));
    }

    private static byte[] reversed(byte[] bytes) {
        byte[] copy = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            copy[i] = bytes[bytes.length - 1 - i];
        }
        return copy;
    }

    private static Forge prehashed() {
        String signed = signed(Forge.guest());
        return Forge.guest().signature(s -> Key.ACCOUNT.signHashed(Bytes.ascii(signed)));
    }

    private static String signed(Forge forge) {
        String token = forge.token();
        return token.substring(0, token.lastIndexOf('.'));
    }

    private static int indexOfDot(byte[] text) {
        return new String(text, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf('.');
    }
}
