package dev.wascc.nkeys;

/**
 * Bouncy Castle's raw Ed25519 behind three questions that never throw. Its verifier refuses small-order and
 * non-canonical keys, which the JDK's does not, and is handed 64-byte signatures only.
 */
final class Ed25519 {
    static final int SEED_SIZE = org.bouncycastle.math.ec.rfc8032.Ed25519.SECRET_KEY_SIZE;
    private static final int KEY_SIZE = org.bouncycastle.math.ec.rfc8032.Ed25519.PUBLIC_KEY_SIZE;
    private static final int SIGNATURE_SIZE = org.bouncycastle.math.ec.rfc8032.Ed25519.SIGNATURE_SIZE;

    private Ed25519() {}

    static byte[] publicKey(byte[] seed) {
        byte[] raw = new byte[KEY_SIZE];
        org.bouncycastle.math.ec.rfc8032.Ed25519.generatePublicKey(seed, 0, raw, 0);
        return raw;
    }

    static byte[] sign(byte[] seed, byte[] raw, byte[] message) {
        byte[] signature = new byte[SIGNATURE_SIZE];
        org.bouncycastle.math.ec.rfc8032.Ed25519.sign(seed, 0, raw, 0, message, 0, message.length, signature, 0);
        return signature;
    }

    /** Whether these 32 bytes are a canonical point and not one of the few of small order. */
    static boolean usable(byte[] raw) {
        return raw.length == KEY_SIZE && org.bouncycastle.math.ec.rfc8032.Ed25519.validatePublicKeyPartial(raw, 0);
    }

    static boolean verifies(byte[] raw, byte[] message, byte[] signature) {
        return raw.length == KEY_SIZE
                && signature.length == SIGNATURE_SIZE
                && org.bouncycastle.math.ec.rfc8032.Ed25519.verify(signature, 0, raw, 0, message, 0, message.length);
    }
}
