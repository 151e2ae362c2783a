package dev.wascc.nkeys;

import java.util.stream.Collectors;

/** Text of a stranger in a message: one line, short, nothing that moves a terminal, no seed. */
final class Shown {
    private static final int MAX_LENGTH = 200;

    private Shown() {}

    static String of(String text) {
        if (KeyReference.holdsSeed(text)) {
            return "(hidden: it holds a seed)";
        }
        String line = text.codePoints()
                .limit(MAX_LENGTH)
                .mapToObj(c -> moves(c) ? "?" : Character.toString(c))
                .collect(Collectors.joining());
        return line.length() < text.length() ? line + "…" : line;
    }

    private static boolean moves(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
