package dev.wascc.gate.fuzz;

import dev.wascc.claims.ClaimsException;
import dev.wascc.claims.Finding;
import dev.wascc.claims.TrustPolicy;
import dev.wascc.claims.archive.ProviderArchive;
import dev.wascc.gate.Gate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;

/**
 * Provider archives, in TAR, gzip and ZIP: after an even byte as they stand, after an odd one with the checksums of TAR's headers put
 * right; judge and admit agree.
 */
public final class ArchiveFuzz {
    private static final int BLOCK = 512;
    private static final int CHECKSUM = 148;
    private static final Gate GATE = Gate.trusting(
            TrustPolicy.integrityOnly(), Clock.fixed(Instant.parse("2026-11-24T12:00:00Z"), ZoneOffset.UTC));

    private ArchiveFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        if (input.length == 0) {
            return;
        }
        byte[] archive = Arrays.copyOfRange(input, 1, input.length);
        if ((input[0] & 1) != 0) {
            for (int at = 0; at + BLOCK <= archive.length; at += BLOCK) {
                putRight(archive, at);
            }
        }
        try {
            agree(ProviderArchive.of(archive));
        } catch (ClaimsException e) {
            Documented.refusal(e);
        }
    }

    private static void agree(ProviderArchive archive) throws IOException {
        boolean refused = GATE.judge(archive).stream().anyMatch(Finding::refuses);
        try {
            if (GATE.admit(archive).targets().isEmpty() || refused) {
                throw new IllegalStateException("admitted what is refused, or holds nothing");
            }
        } catch (ClaimsException e) {
            Documented.refusal(e);
            if (!refused) {
                throw new IllegalStateException("refused what is in order", e);
            }
        }
    }

    private static void putRight(byte[] archive, int at) {
        String magic = new String(archive, at + 257, 5, StandardCharsets.ISO_8859_1);
        if (!magic.equals("ustar")) {
            return;
        }
        Arrays.fill(archive, at + CHECKSUM, at + CHECKSUM + 8, (byte) ' ');
        int sum = 0;
        for (int i = at; i < at + BLOCK; i++) {
            sum += archive[i] & 0xff;
        }
        byte[] digits = "%07o\0".formatted(sum).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(digits, 0, archive, at + CHECKSUM, digits.length);
    }
}
