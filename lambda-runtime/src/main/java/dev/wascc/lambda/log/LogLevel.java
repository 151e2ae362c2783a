package dev.wascc.lambda.log;

import java.util.Locale;
import org.slf4j.event.Level;

/** From which level on lines are written: {@code AWS_LAMBDA_LOG_LEVEL}, as Lambda's logging controls set it. */
final class LogLevel {
    private LogLevel() {}

    /** @param name one of TRACE to FATAL; anything else is INFO */
    static Level of(String name) {
        return switch (name.toUpperCase(Locale.ROOT)) {
            case "TRACE" -> Level.TRACE;
            case "DEBUG" -> Level.DEBUG;
            case "WARN" -> Level.WARN;
            case "ERROR", "FATAL" -> Level.ERROR;
            default -> Level.INFO;
        };
    }
}
