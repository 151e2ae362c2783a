package dev.wascc.cli.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Where the log goes, and how much of it. Nothing of Logback is loaded before somebody logs or asks for something. */
public final class LogOutput {
    private static final String OURS = "dev.wascc";
    private static final String ACTORS = "wascc.actor";

    private static volatile LogSettings settings = new LogSettings(LogFormat.TEXT, null, false, System.err::println);

    /** @param level null for warnings of the host, and what actors log from INFO on */
    private record LogSettings(LogFormat format, @Nullable LogLevel level, boolean verbose, Consumer<String> lines) {
        private Level ours() {
            LogLevel least = level == null ? (verbose ? LogLevel.INFO : LogLevel.WARN) : level;
            return Level.toLevel(least.name());
        }

        private Level actors() {
            return Level.toLevel(level == null ? "INFO" : level.name());
        }

        /** Other people's code says much; what it says below a warning is for those who look for its faults. */
        private Level others() {
            boolean all = level == LogLevel.DEBUG || level == LogLevel.TRACE;
            return all ? Level.INFO : level == LogLevel.ERROR ? Level.ERROR : Level.WARN;
        }
    }

    private LogOutput() {}

    /**
     * Logs in this way from now on.
     *
     * @param level null for the usual one: warnings, and what actors log from INFO on
     * @param verbose whether the usual one has also what the host says of its work
     * @param lines takes lines without their ends
     */
    public static void to(LogFormat format, @Nullable LogLevel level, boolean verbose, Consumer<String> lines) {
        settings = new LogSettings(format, level, verbose, lines);
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            configure(context);
        }
    }

    static void configure(LoggerContext context) {
        LogSettings now = settings;
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.detachAndStopAllAppenders();
        LineAppender appender = new LineAppender(now);
        appender.setContext(context);
        appender.start();
        root.addAppender(appender);
        root.setLevel(now.others());
        context.getLogger(OURS).setLevel(now.ours());
        context.getLogger(ACTORS).setLevel(now.actors());
    }

    private static final class LineAppender extends AppenderBase<ILoggingEvent> {
        private final LogSettings to;

        private LineAppender(LogSettings to) {
            this.to = to;
            setName("wascc-" + to.format().name().toLowerCase(Locale.ROOT));
        }

        @Override
        protected void append(ILoggingEvent event) {
            List<String> lines = to.format() == LogFormat.JSON ? List.of(LogLine.json(event)) : LogLine.text(event);
            lines.forEach(to.lines());
        }
    }
}
