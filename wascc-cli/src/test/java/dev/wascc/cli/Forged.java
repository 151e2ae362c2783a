package dev.wascc.cli;

import dev.wascc.nkeys.KeyRole;
import dev.wascc.nkeys.SigningKey;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.function.UnaryOperator;

/** Modules with claims that our own signer does not write, with a signature that is right. */
final class Forged {
    private static final String HEADER = "{\"typ\":\"jwt\",\"alg\":\"Ed25519\"}";

    private Forged() {}

    /** A signed module whose claims were rewritten and signed by a new account; the token must be its last section. */
    static byte[] withPayload(byte[] signed, UnaryOperator<String> rewritten) {
        int start = token(signed);
        String[] segments = new String(signed, start, signed.length - start, StandardCharsets.US_ASCII).split("\\.");
        String payload = new String(Base64.getUrlDecoder().decode(segments[1]), StandardCharsets.UTF_8);
        SigningKey account = SigningKey.generate(KeyRole.ACCOUNT, new SecureRandom());
        String claims = rewritten.apply(payload.replaceAll(
                "\"iss\":\"[A-Z2-7]+\"", "\"iss\":\"" + account.publicKey().text() + "\""));
        String signing = encoded(HEADER.getBytes(StandardCharsets.UTF_8)) + "."
                + encoded(claims.getBytes(StandardCharsets.UTF_8));
        byte[] signature = account.sign(signing.getBytes(StandardCharsets.US_ASCII));
        return section(signed, start, signing + "." + encoded(signature));
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Where the text of the token begins. */
    private static int token(byte[] signed) {
        for (int at = signed.length - 1; at > 8; at--) {
            if (signed[at - 4] == 3 && signed[at - 3] == 'j' && signed[at - 2] == 'w' && signed[at - 1] == 't') {
                return at;
            }
        }
        throw new IllegalArgumentException("no section jwt");
    }

    private static byte[] section(byte[] signed, int start, String token) {
        int lengthBytes = 2;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(signed, 0, start - 4 - lengthBytes);
        int length = token.length() + 4;
        if (length >= 1 << 14) {
            throw new IllegalArgumentException("the token is too long for this");
        }
        out.write(length & 0x7f | 0x80);
        out.write(length >> 7);
        out.write(signed, start - 4, 4);
        out.writeBytes(token.getBytes(StandardCharsets.US_ASCII));
        return out.toByteArray();
    }
}
