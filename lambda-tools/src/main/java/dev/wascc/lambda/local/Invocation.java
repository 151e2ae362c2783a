package dev.wascc.lambda.local;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;

/**
 * One event on its way into a function.
 *
 * @param requestId that the log and the runtime know it by
 * @param deadline when it is over
 * @param traceId X-Ray's header
 */
record Invocation(String requestId, byte[] event, Instant deadline, String traceId) {
    static Invocation of(byte[] event, Instant deadline) {
        String hex = UUID.randomUUID().toString().replace("-", "");
        String trace = String.format(
                Locale.ROOT,
                "Root=1-%08x-%s;Parent=%s;Sampled=0",
                deadline.getEpochSecond(),
                hex.substring(0, 24),
                hex.substring(16));
        return new Invocation(UUID.randomUUID().toString(), event, deadline, trace);
    }
}
