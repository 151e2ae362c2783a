package dev.wascc.gate.fuzz;

import dev.wascc.document.DocumentException;
import dev.wascc.gate.provenance.Attestations;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/** Attestations: after an even byte the text as it stands, after an odd one the statement in an envelope that is in order. */
public final class AttestationFuzz {
    private AttestationFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length == 0) {
            return;
        }
        byte[] rest = Arrays.copyOfRange(input, 1, input.length);
        try {
            Attestations.parse(
                    "attestation", (input[0] & 1) == 0 ? new String(rest, StandardCharsets.UTF_8) : envelope(rest));
        } catch (DocumentException e) {
            Documented.refusal(e);
        }
    }

    private static String envelope(byte[] statement) {
        Base64.Encoder base64 = Base64.getEncoder();
        return "{\"payload\":\"%s\",\"payloadType\":\"application/vnd.in-toto+json\",\"signatures\":[{\"keyid\":\"\",\"sig\":\"%s\"}]}"
                .formatted(base64.encodeToString(statement), base64.encodeToString(new byte[64]));
    }
}
