package dev.wascc.cli.watch;

/** How a line of the view looks. */
enum Style {
    BOLD("\u001b[1m"),
    DIM("\u001b[2m"),
    YELLOW("\u001b[33m");

    private static final String END = "\u001b[0m";

    private final String begin;

    Style(String begin) {
        this.begin = begin;
    }

    String of(String text) {
        return begin + text + END;
    }

    /** A line without its looks. */
    static String plain(String line) {
        return line.replaceAll("\u001b\\[[0-9]+m", "");
    }
}
