package dev.wascc.lambda.log;

import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/** The runtime's and the host's own lines. */
final class JsonLogger extends LegacyAbstractLogger {
    private static final long serialVersionUID = 1L;

    private final transient JsonLines lines;

    JsonLogger(String name, JsonLines lines) {
        this.name = name;
        this.lines = lines;
    }

    @Override
    public boolean isTraceEnabled() {
        return lines.writes(Level.TRACE);
    }

    @Override
    public boolean isDebugEnabled() {
        return lines.writes(Level.DEBUG);
    }

    @Override
    public boolean isInfoEnabled() {
        return lines.writes(Level.INFO);
    }

    @Override
    public boolean isWarnEnabled() {
        return lines.writes(Level.WARN);
    }

    @Override
    public boolean isErrorEnabled() {
        return true;
    }

    @Override
    protected @Nullable String getFullyQualifiedCallerName() {
        return null;
    }

    @Override
    protected void handleNormalizedLoggingCall(
            Level level,
            @Nullable Marker marker,
            String pattern,
            Object @Nullable [] arguments,
            @Nullable Throwable failure) {
        String text = MessageFormatter.basicArrayFormat(pattern, arguments);
        lines.write(level, name, String.valueOf(text), failure);
    }
}
