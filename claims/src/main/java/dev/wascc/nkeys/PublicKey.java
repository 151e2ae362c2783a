package dev.wascc.nkeys;

import dev.wascc.nkeys.InvalidKeyTextException.Kind;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A public key, the name of an issuer or a subject.
 *
 * @param role what the key is for
 * @param text 56 characters of base32: prefix byte, 32 key bytes, checksum
 */
public record PublicKey(KeyRole role, String text) {
    private static final int TEXT_LENGTH = 56;
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\\s]++)-----END PUBLIC KEY-----");
    /** SubjectPublicKeyInfo of Ed25519 up to the key itself. */
    private static final byte[] ED25519_INFO = HexFormat.of().parseHex("302a300506032b6570032100");

    /** Checks {@code text} as {@link #parse} does; use that for text from outside. */
    public PublicKey {
        try {
            Decoded decoded = decode(text);
            requireUsable(decoded.raw);
            if (decoded.role != role) {
                throw new IllegalArgumentException("the text is not that of a key of role " + role);
            }
        } catch (InvalidKeyTextException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** Reads a public key; refuses wrong checksums, unknown types, and points that no honest key has. */
    public static PublicKey parse(String text) throws InvalidKeyTextException {
        KeyRole role = decode(text).role;
        try {
            return new PublicKey(role, text);
        } catch (IllegalArgumentException e) {
            // Checked there alone: whether bytes are a point costs more than all the rest.
            if (e.getCause() instanceof InvalidKeyTextException refused) {
                throw refused;
            }
            throw e;
        }
    }

    /**
     * The key with these 32 bytes of Ed25519 (RFC 8032).
     *
     * @throws InvalidKeyTextException they are not as many, or no point that an honest key has
     */
    public static PublicKey of(KeyRole role, byte[] raw) throws InvalidKeyTextException {
        requireUsable(raw);
        return ofUsable(role, raw);
    }

    /**
     * The key in a PEM of type PUBLIC KEY, as openssl and key management services give it out (RFC 8410).
     *
     * @throws InvalidKeyTextException it is no such PEM, or not of Ed25519
     */
    public static PublicKey fromPem(KeyRole role, String text) throws InvalidKeyTextException {
        Matcher pem = PEM.matcher(text);
        byte[] der = pem.find() ? EncryptedSeed.base64(pem.group(1)) : new byte[0];
        if (der.length != ED25519_INFO.length + 32
                || !Arrays.equals(ED25519_INFO, Arrays.copyOf(der, ED25519_INFO.length))) {
            throw new InvalidKeyTextException(Kind.INVALID_PREFIX, "the text is no PEM of a public key of Ed25519");
        }
        return of(role, Arrays.copyOfRange(der, ED25519_INFO.length, der.length));
    }

    static PublicKey ofUsable(KeyRole role, byte[] raw) {
        byte[] content = new byte[33];
        content[0] = (byte) role.prefix();
        System.arraycopy(raw, 0, content, 1, 32);
        return new PublicKey(role, KeyText.encode(content));
    }

    /** Whether {@code signature} is this key's over {@code message}. Never throws: what cannot be checked does not verify. */
    public boolean verifies(byte[] message, byte[] signature) {
        try {
            return Ed25519.verifies(decode(text).raw, message, signature);
        } catch (InvalidKeyTextException e) {
            throw new IllegalStateException("a checked key text no longer decodes", e);
        }
    }

    @Override
    public String toString() {
        return text;
    }

    private record Decoded(KeyRole role, byte[] raw) {}

    private static Decoded decode(String text) throws InvalidKeyTextException {
        byte[] content = KeyText.decode(text, TEXT_LENGTH, "public key");
        KeyRole role = KeyRole.ofPrefix(content[0] & 0xff)
                .orElseThrow(() -> new InvalidKeyTextException(
                        Kind.INVALID_PREFIX,
                        "the text is no public key of an account, cluster, module, server, operator, user or service"));
        return new Decoded(role, Arrays.copyOfRange(content, 1, 33));
    }

    private static void requireUsable(byte[] raw) throws InvalidKeyTextException {
        if (!Ed25519.usable(raw)) {
            throw new InvalidKeyTextException(
                    Kind.INVALID_POINT, "the bytes of the public key are no usable point of the Ed25519 curve");
        }
    }
}
