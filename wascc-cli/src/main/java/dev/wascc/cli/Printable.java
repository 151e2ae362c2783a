package dev.wascc.cli;

/** Text from outside, fit for a terminal: no control characters, nothing that turns the writing round. */
final class Printable {
    private Printable() {}

    static String of(String text) {
        return text.codePoints()
                .map(c -> switch (Character.getType(c)) {
                    case Character.CONTROL,
                            Character.FORMAT,
                            Character.LINE_SEPARATOR,
                            Character.PARAGRAPH_SEPARATOR,
                            Character.SURROGATE -> '?';
                    default -> c;
                })
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
