package dev.wascc.claims;

/** Text from a token or file as a message may show it: one line, short, and nothing that moves a terminal. */
public final class Printable {
    private static final int MAX_LENGTH = 80;

    private Printable() {}

    /** The first 80 characters; a question mark for every control, format, or unpaired surrogate character. */
    public static String of(String text) {
        StringBuilder shown = text.codePoints()
                .limit(MAX_LENGTH)
                .map(Printable::shown)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append);
        return text.codePointCount(0, text.length()) > MAX_LENGTH ? shown + "…" : shown.toString();
    }

    private static int shown(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> '?';
            default -> character;
        };
    }
}
