package dev.wascc.providers.logging;

/** Makes any text one line that says what it is: nothing in it ends the line, moves the cursor or turns the writing round. */
final class OneLine {
    private static final int MAX_LENGTH = 8192;

    private OneLine() {}

    static String of(String text) {
        StringBuilder line = new StringBuilder(Math.min(text.length(), MAX_LENGTH) + 16);
        int at = 0;
        while (at < text.length() && line.length() < MAX_LENGTH) {
            int c = text.codePointAt(at);
            at += Character.charCount(c);
            append(line, c);
        }
        return at < text.length() ? line.append("… (cut)").toString() : line.toString();
    }

    private static void append(StringBuilder line, int c) {
        switch (c) {
            case '\n' -> line.append("\\n");
            case '\r' -> line.append("\\r");
            case '\t' -> line.append("\\t");
            default -> {
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
    }
}
