package dev.wascc.lambda.local;

import dev.wascc.document.JsonTree;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How an event was answered.
 *
 * @param body the answer, or the error as AWS shows it
 */
public record Outcome(Kind kind, byte[] body) {
    /** Whether it was answered. */
    public enum Kind {
        ANSWERED,
        /** The function said that it failed. */
        FAILED,
        /** It said nothing in its time, and its environment is gone. */
        TIMED_OUT,
        /** Its environment did not start, or ended. */
        CRASHED
    }

    static Outcome error(Kind kind, String type, String message) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("errorType", type);
        error.put("errorMessage", message);
        return new Outcome(kind, JsonTree.compact(error).getBytes(StandardCharsets.UTF_8));
    }

    public boolean answered() {
        return kind == Kind.ANSWERED;
    }

    /** Whether the environment takes no further event. */
    boolean environmentIsGone() {
        return kind == Kind.TIMED_OUT || kind == Kind.CRASHED;
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** The size alone. */
    @Override
    public String toString() {
        return "Outcome[" + kind + ", " + body.length + " bytes]";
    }
}
