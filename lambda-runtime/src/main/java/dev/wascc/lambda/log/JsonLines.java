package dev.wascc.lambda.log;

import dev.wascc.document.JsonTree;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/**
 * Writes lines of JSON: {@code timestamp}, {@code level}, {@code requestId} and {@code traceId} of the invocation if there is one,
 * {@code logger}, {@code message}. May be used by several threads; a line is written whole.
 */
public final class JsonLines {
    private static final int MAX_TEXT = 64 << 10;
    private static final JsonLines STANDARD_OUTPUT = new JsonLines(
            System.out, LogLevel.of(System.getenv().getOrDefault("AWS_LAMBDA_LOG_LEVEL", "")), Clock.systemUTC());

    private final PrintStream out;
    private final Level from;
    private final Clock clock;

    public JsonLines(PrintStream out, Level from, Clock clock) {
        this.out = out;
        this.from = from;
        this.clock = clock;
    }

    /** From the level on that the environment says. */
    public static JsonLines standardOutput() {
        return STANDARD_OUTPUT;
    }

    boolean writes(Level level) {
        return level.toInt() >= from.toInt();
    }

    /**
     * Writes one line, if the level is one that is written.
     *
     * @param source who says it: an actor's key, or the name of a logger
     */
    public void write(Level level, String source, String text, @Nullable Throwable failure) {
        if (!writes(level)) {
            return;
        }
        Map<String, @Nullable Object> line = new LinkedHashMap<>();
        line.put("timestamp", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
        line.put("level", level.name());
        CurrentInvocation invocation = CurrentInvocation.get();
        if (invocation != null) {
            line.put("requestId", invocation.requestId());
            if (invocation.traceId() != null) {
                line.put("traceId", invocation.traceId());
            }
        }
        line.put("logger", source);
        line.put("message", text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) + "… (cut)" : text);
        if (failure != null) {
            line.put("exception", failure.toString());
        }
        byte[] bytes = (JsonTree.compact(line) + "\n").getBytes(StandardCharsets.UTF_8);
        synchronized (out) {
            out.write(bytes, 0, bytes.length);
            out.flush();
        }
    }
}
