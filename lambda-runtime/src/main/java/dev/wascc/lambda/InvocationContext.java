package dev.wascc.lambda;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What Lambda says of one event.
 *
 * @param requestId its id
 * @param deadline when Lambda stops the function; absent: never
 * @param traceId X-Ray's header; absent where it has none
 * @param streams whether a streamed answer can be handed on
 */
public record InvocationContext(
        String requestId, @Nullable Instant deadline, @Nullable String traceId, boolean streams) {
    /** One whose answer is handed on as a whole. */
    public static InvocationContext of(String requestId, @Nullable Instant deadline, @Nullable String traceId) {
        return new InvocationContext(requestId, deadline, traceId, false);
    }
}
