package dev.wascc.nkeys;

import java.util.Optional;

/**
 * A key that signs, wherever its secret is: here ({@link SigningKey}), behind a program, in a security module. One thread at a time
 * uses it.
 */
public interface IssuerKey extends AutoCloseable {
    /** The same at every call. */
    PublicKey publicKey();

    /**
     * Signs with pure Ed25519 (RFC 8032), so that the same message gives the same signature.
     *
     * @return 64 bytes, which nobody has checked yet: {@link #signature} does
     * @throws KeyAccessException the holder of the secret did not sign; says why, and how to mend it
     */
    byte[] sign(byte[] message) throws KeyAccessException;

    default KeyRole role() {
        return publicKey().role();
    }

    /** The seed, where it is here and its owner may see it. */
    default Optional<SigningKey> seed() {
        return Optional.empty();
    }

    /** Gives back what the key holds: a session, say. Fails silently, there is nothing anybody could do. */
    @Override
    default void close() {}

    /**
     * A signature that is known to be this key's: it was verified with the public key.
     *
     * @throws KeyAccessException none was made, or one that is not the key's
     */
    static byte[] signature(IssuerKey key, byte[] message) throws KeyAccessException {
        PublicKey publicKey = key.publicKey();
        byte[] signature = key.sign(message.clone()).clone();
        if (!publicKey.verifies(message, signature)) {
            throw new KeyAccessException("what was given for a signature of " + publicKey + " is none ("
                    + signature.length + " bytes that do not verify): its holder signs with another key, or not with"
                    + " Ed25519; nothing was signed");
        }
        return signature;
    }
}
