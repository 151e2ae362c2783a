package dev.wascc.actor;

/** {@code wascc:logging}. */
public final class Log {
    private static final int ERROR = 1;
    private static final int WARN = 2;
    private static final int INFO = 3;
    private static final int DEBUG = 4;

    private Log() {}

    public static void error(String text) {
        write(ERROR, text);
    }

    public static void warn(String text) {
        write(WARN, text);
    }

    public static void info(String text) {
        write(INFO, text);
    }

    public static void debug(String text) {
        write(DEBUG, text);
    }

    private static void write(int level, String text) {
        Host.call(
                "default",
                "wascc:logging",
                "WriteLog",
                new FieldWriter(2).whole("level", level).text("body", text).toBytes());
    }
}
