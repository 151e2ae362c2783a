package dev.wascc.cli.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import dev.wascc.document.JsonTree;
import dev.wascc.observability.ActorLogContext;
import dev.wascc.provider.OneLine;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One event of the log. Whatever a message holds, it is one line; in text, a stack trace has more below it. */
final class LogLine {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneId.systemDefault());
    private static final String ACTOR_LOGGER = "wascc.actor.";

    private LogLine() {}

    static List<String> text(ILoggingEvent event) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                "%s %-5s %s - %s",
                TIME.format(Instant.ofEpochMilli(event.getTimeStamp())),
                event.getLevel(),
                OneLine.of(event.getLoggerName()),
                shown(event.getFormattedMessage())));
        IThrowableProxy thrown = event.getThrowableProxy();
        if (thrown != null) {
            ThrowableProxyUtil.asString(thrown)
                    .lines()
                    .map(line -> line.startsWith("\t") ? "    " + line.substring(1) : line)
                    .map(LogLine::shown)
                    .forEach(lines::add);
        }
        return lines;
    }

    static String json(ILoggingEvent event) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("time", Instant.ofEpochMilli(event.getTimeStamp()).toString());
        line.put("level", event.getLevel().toString());
        line.put("logger", event.getLoggerName());
        String actor = actor(event);
        if (actor != null) {
            line.put("actor", actor);
        }
        line.put("message", shown(event.getFormattedMessage()));
        IThrowableProxy thrown = event.getThrowableProxy();
        if (thrown != null) {
            line.put("error", ThrowableProxyUtil.asString(thrown));
        }
        return JsonTree.compact(line);
    }

    /** Whose call the thread was in, else whose logger it is. */
    private static @Nullable String actor(ILoggingEvent event) {
        String running = event.getMDCPropertyMap().get(ActorLogContext.ACTOR);
        if (running != null) {
            return running;
        }
        String logger = event.getLoggerName();
        return logger.startsWith(ACTOR_LOGGER) ? logger.substring(ACTOR_LOGGER.length()) : null;
    }

    private static String shown(@Nullable String text) {
        return OneLine.of(String.valueOf(text));
    }
}
