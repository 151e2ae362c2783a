package dev.wascc.host;

import dev.wascc.provider.OneLine;

/** Text by somebody else, on one line and of a length that suits a log or a message. */
final class LogText {
    private static final int MAX_LENGTH = 512;

    private LogText() {}

    static String of(String text) {
        return OneLine.of(text, MAX_LENGTH);
    }
}
