package dev.wascc.host;

/** Text by somebody else, on one line and of bounded length, for logs and messages. */
final class LogText {
    private static final int MAX_LENGTH = 512;

    private LogText() {}

    static String of(String text) {
        return of(text, MAX_LENGTH);
    }

    /** Control, format and line-separating characters are shown as {@code \}{@code u} and four digits or more. */
    static String of(String text, int maxLength) {
        boolean cut = text.length() > maxLength;
        StringBuilder line = new StringBuilder(Math.min(text.length(), maxLength) + 8);
        text.substring(0, cut ? maxLength : text.length()).codePoints().forEach(c -> append(line, c));
        return cut ? line.append("… (cut)").toString() : line.toString();
    }

    private static void append(StringBuilder line, int c) {
        switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> line.append(String.format("\\u%04x", c));
            default -> line.appendCodePoint(c);
        }
    }
}
