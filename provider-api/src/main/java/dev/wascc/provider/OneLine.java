package dev.wascc.provider;

/** Makes any text one line that says what it is: nothing in it ends the line, moves the cursor or turns the writing round. */
public final class OneLine {
    private static final int MAX_LENGTH = 8192;

    private OneLine() {}

    /** The text on one line, cut after 8,192 characters; what is not shown as it is stands as {@code \\n} or {@code \\}{@code u001b}. */
    public static String of(String text) {
        return of(text, MAX_LENGTH);
    }

    /** The same, cut after so many characters. */
    public static String of(String text, int maxLength) {
        StringBuilder line = new StringBuilder(Math.min(text.length(), maxLength) + 16);
        int at = 0;
        while (at < text.length() && line.length() < maxLength) {
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
