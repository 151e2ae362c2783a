package dev.wascc.gate.conformance;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * A key of the corpus. Its secret is SHA-256 of {@code wascc-conformance:LABEL}: no secret at all. Written with Bouncy Castle alone, so
 * that the corpus does not depend on what it tests.
 *
 * @param prefix of the role: the crate nkeys has 0 for accounts, 0x60 for modules, 0x68 servers, 0x70 operators, 0xA0 users, 0xA8 services
 */
record Key(int prefix, byte[] secret) {
    static final int ACCOUNT_ROLE = 0;
    static final int CLUSTER_ROLE = 0x10;
    static final int MODULE_ROLE = 0x60;
    static final int SERVER_ROLE = 0x68;
    static final int OPERATOR_ROLE = 0x70;
    static final int USER_ROLE = 0xA0;
    static final int SERVICE_ROLE = 0xA8;

    /** Trusted everywhere. */
    static final Key ACCOUNT = of(ACCOUNT_ROLE, "account");
    /** Trusted by policies, as "partner". */
    static final Key PARTNER = of(ACCOUNT_ROLE, "partner");
    /** Trusted nowhere. */
    static final Key STRANGER = of(ACCOUNT_ROLE, "stranger");

    static final Key MODULE = of(MODULE_ROLE, "module");
    static final Key OTHER_MODULE = of(MODULE_ROLE, "other-module");
    static final Key SERVICE = of(SERVICE_ROLE, "service");

    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    static Key of(int prefix, String label) {
        return new Key(prefix, Bytes.sha256(("wascc-conformance:" + label).getBytes(StandardCharsets.UTF_8)));
    }

    byte[] raw() {
        byte[] raw = new byte[32];
        Ed25519.generatePublicKey(secret, 0, raw, 0);
        return raw;
    }

    byte[] sign(byte[] message) {
        byte[] signature = new byte[64];
        Ed25519.sign(secret, 0, message, 0, message.length, signature, 0);
        return signature;
    }

    /** By Ed25519ph, another algorithm under the same key. */
    byte[] signHashed(byte[] message) {
        byte[] signature = new byte[64];
        byte[] hash = Bytes.sha512(message);
        Ed25519.signPrehash(secret, 0, new byte[0], hash, 0, signature, 0);
        return signature;
    }

    /** The public key as text. */
    String text() {
        return text(prefix, raw());
    }

    /** The seed as text; where a seed stands in place of a public key. */
    String seed() {
        byte[] content = Bytes.joined(new byte[] {(byte) (18 << 3 | prefix >> 5), (byte) ((prefix & 31) << 3)}, secret);
        return encoded(content);
    }

    /** Any 32 bytes, a point of the curve or not, with a prefix and a checksum that is right. */
    static String text(int prefix, byte[] raw) {
        return encoded(Bytes.joined(new byte[] {(byte) prefix}, raw));
    }

    private static String encoded(byte[] content) {
        int crc = 0;
        for (byte b : content) {
            crc ^= (b & 0xff) << 8;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 0x8000) == 0 ? crc << 1 : crc << 1 ^ 0x1021;
            }
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(content);
        all.write(crc & 0xff);
        all.write(crc >> 8 & 0xff);
        return base32(all.toByteArray());
    }

    private static String base32(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        int bits = 0;
        int held = 0;
        for (byte b : bytes) {
            held = held << 8 | b & 0xff;
            for (bits += 8; bits >= 5; bits -= 5) {
                text.append(BASE32.charAt(held >> bits - 5 & 31));
            }
            held &= (1 << bits) - 1;
        }
        return bits == 0
                ? text.toString()
                : text.append(BASE32.charAt(held << 5 - bits & 31)).toString();
    }
}
