package dev.wascc.claims;

import java.util.random.RandomGenerator;

/** Makes {@code jti} values of the shape of a NATS NUID: 22 characters of {@code 0-9A-Za-z}. */
public final class TokenId {
    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int LENGTH = 22;

    private TokenId() {}

    public static String generate(RandomGenerator random) {
        StringBuilder id = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            id.append(DIGITS.charAt(random.nextInt(DIGITS.length())));
        }
        return id.toString();
    }
}
