package dev.wascc.gate.fuzz;

import dev.wascc.claims.ClaimsException;
import dev.wascc.claims.Token;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/** Tokens: after an even byte the text as it stands, after an odd one the claims of a token whose rest is in order. */
public final class TokenFuzz {
    private static final String HEADER =
            segment("{\"typ\":\"jwt\",\"alg\":\"Ed25519\"}".getBytes(StandardCharsets.UTF_8));
    private static final String SIGNATURE = segment(new byte[64]);

    private TokenFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length == 0) {
            return;
        }
        byte[] rest = Arrays.copyOfRange(input, 1, input.length);
        try {
            Token.parse(
                            (input[0] & 1) == 0
                                    ? new String(rest, StandardCharsets.UTF_8)
                                    : HEADER + "." + segment(rest) + "." + SIGNATURE)
                    .unverifiedClaims()
                    .ofActor();
        } catch (ClaimsException e) {
            Documented.refusal(e);
        }
    }

    private static String segment(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
