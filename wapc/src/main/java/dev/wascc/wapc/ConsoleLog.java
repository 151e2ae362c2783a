package dev.wascc.wapc;

/** Takes what a guest writes: each {@code __console_log}, and each line on its standard output and error. May hold any character. */
@FunctionalInterface
public interface ConsoleLog {
    ConsoleLog NONE = text -> {};

    void log(String text);
}
