package dev.wascc.observability.trace;

import dev.wascc.host.Entity;
import dev.wascc.host.InvocationException;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One call that has ended. Names are on one line and of bounded length.
 *
 * @param depth 0 of a call from outside
 * @param parent id of the call that made this one
 * @param request what was sent, as JSON, where payloads are shown and the operation is known
 * @param answerBytes -1 where there was no answer
 * @param status of an HTTP answer
 * @param reason why there was no answer
 * @param error the text of a refusal; of a failure, which an actor may have written, only where payloads are shown
 */
public record TracedCall(
        String id,
        @Nullable String parent,
        int depth,
        Entity origin,
        Entity target,
        String operation,
        Instant start,
        long nanos,
        long threadId,
        String thread,
        int requestBytes,
        @Nullable Object request,
        int answerBytes,
        @Nullable Object answer,
        @Nullable Integer status,
        InvocationException.@Nullable Reason reason,
        boolean refused,
        @Nullable String error) {

    double milliseconds() {
        return nanos / (double) TimeUnit.MILLISECONDS.toNanos(1);
    }

    String targetText() {
        return text(target);
    }

    String originText() {
        return text(origin);
    }

    private static String text(Entity entity) {
        if (entity instanceof Entity.Actor actor) {
            return actor.key();
        }
        return entity instanceof Entity.Capability capability ? capability.id() + "/" + capability.binding() : "system";
    }
}
