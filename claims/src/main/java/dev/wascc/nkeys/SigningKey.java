package dev.wascc.nkeys;

import dev.wascc.nkeys.InvalidKeyTextException.Kind;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;

/** A secret key with its role. Shows its public key only; {@link #exposeSeed()} is the one way to the secret text. */
public final class SigningKey implements IssuerKey {
    private static final int SEED_LENGTH = 58;
    private static final int SEED_PREFIX = 18 << 3;

    private final byte[] seed;
    private final byte[] raw;
    private final PublicKey publicKey;

    private SigningKey(KeyRole role, byte[] seed) {
        this.seed = seed;
        this.raw = Ed25519.publicKey(seed);
        this.publicKey = PublicKey.ofUsable(role, raw);
    }

    /** A new key of 32 bytes from {@code random}. */
    public static SigningKey generate(KeyRole role, SecureRandom random) {
        byte[] seed = new byte[Ed25519.SEED_SIZE];
        random.nextBytes(seed);
        return new SigningKey(role, seed);
    }

    /** @param seed 32 bytes, taken over */
    static SigningKey of(KeyRole role, byte[] seed) {
        return new SigningKey(role, seed);
    }

    /** Reads the 58 characters of a seed. White space around it is the caller's to take off. */
    public static SigningKey fromSeed(String text) throws InvalidKeyTextException {
        byte[] content = KeyText.decode(text, SEED_LENGTH, "seed");
        int first = content[0] & 0xff;
        if ((first & 0xf8) != SEED_PREFIX) {
            throw new InvalidKeyTextException(Kind.INVALID_PREFIX, "the text is not a seed: a seed begins with S");
        }
        int prefix = (first & 7) << 5 | (content[1] & 0xff) >> 3;
        KeyRole role = (content[1] & 7) != 0 ? null : KeyRole.ofPrefix(prefix).orElse(null);
        if (role == null) {
            throw new InvalidKeyTextException(
                    Kind.INVALID_PREFIX,
                    "the seed is of a type that cannot sign here; known are account, cluster, module, server, operator,"
                            + " user and service");
        }
        byte[] seed = Arrays.copyOfRange(content, 2, 34);
        Arrays.fill(content, (byte) 0);
        return new SigningKey(role, seed);
    }

    @Override
    public PublicKey publicKey() {
        return publicKey;
    }

    /** 64 bytes; the same message gives the same signature. */
    @Override
    public byte[] sign(byte[] message) {
        return Ed25519.sign(seed, raw, message);
    }

    @Override
    public Optional<SigningKey> seed() {
        return Optional.of(this);
    }

    byte[] copyOfSeed() {
        return seed.clone();
    }

    /** The secret as text, 58 characters. For key files, and for people who asked to see it; never for a message or a log. */
    public String exposeSeed() {
        int prefix = role().prefix();
        byte[] content = new byte[34];
        content[0] = (byte) (SEED_PREFIX | prefix >> 5);
        content[1] = (byte) ((prefix & 31) << 3);
        System.arraycopy(seed, 0, content, 2, 32);
        return KeyText.encode(content);
    }

    @Override
    public String toString() {
        return "SigningKey[" + publicKey + "]";
    }
}
