package dev.wascc.claims;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 in the spelling of a token: upper-case hex. */
final class Sha256 {
    private final MessageDigest digest;

    Sha256() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    void accept(byte[] bytes, int from, int length) {
        digest.update(bytes, from, length);
    }

    String upperHex() {
        return HexFormat.of().withUpperCase().formatHex(digest.digest());
    }
}
