package dev.wascc.cli.log;

/** How lines of the log look. */
public enum LogFormat {
    /** {@code 12:03:11.123 WARN  dev.wascc.host.Router - message}. */
    TEXT,
    /** One JSON object a line: time, level, logger, actor, message, error. */
    JSON
}
