package dev.wascc.claims;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;

/** Makes {@code jti} values of the shape of a NATS NUID: 22 characters of {@code 0-9A-Za-z}. */
public final class TokenId {
    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int LENGTH = 22;

    private TokenId() {}

    /** An id that is the same whenever it is made of the same parts; for builds whose outputs must not change by themselves. */
    public static String derived(String... parts) {
        Sha256 hash = new Sha256();
        for (String part : parts) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            hash.accept(new byte[] {(byte) (bytes.length >> 8), (byte) bytes.length}, 0, 2);
            hash.accept(bytes, 0, bytes.length);
        }
        BigInteger number = new BigInteger(hash.upperHex(), 16);
        StringBuilder id = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            BigInteger[] parted = number.divideAndRemainder(BigInteger.valueOf(DIGITS.length()));
            id.append(DIGITS.charAt(parted[1].intValue()));
            number = parted[0];
        }
        return id.toString();
    }

    public static String generate(RandomGenerator random) {
        StringBuilder id = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            id.append(DIGITS.charAt(random.nextInt(DIGITS.length())));
        }
        return id.toString();
    }
}
