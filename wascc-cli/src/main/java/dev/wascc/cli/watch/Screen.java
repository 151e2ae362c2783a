package dev.wascc.cli.watch;

import java.io.PrintWriter;
import java.util.List;

/**
 * The lower end of a terminal: a frame that is written over, and lines that stay above it. Each change is one write, so that nothing
 * flickers, and clears only what is behind the new text.
 */
public final class Screen implements AutoCloseable {
    private static final String CLEAR_LINE_END = "\u001b[K";
    private static final String CLEAR_BELOW = "\u001b[J";
    private static final String WRAP_OFF = "\u001b[?7l";
    private static final String WRAP_ON = "\u001b[?7h";
    private static final String CURSOR_OFF = "\u001b[?25l";
    private static final String CURSOR_ON = "\u001b[?25h";

    private final PrintWriter out;
    private List<String> frame = List.of();
    private int columns = Integer.MAX_VALUE;
    private boolean closed;

    public Screen(PrintWriter out) {
        this.out = out;
    }

    /** Lines that stay, above the frame. */
    public synchronized void lines(List<String> lines) {
        StringBuilder text = new StringBuilder();
        up(text, columns);
        text.append(frame.isEmpty() ? "" : CLEAR_BELOW);
        lines.forEach(line -> text.append(line).append(System.lineSeparator()));
        down(text);
        write(text);
    }

    /** Another frame in the place of this one. */
    synchronized void frame(List<String> next, int width) {
        if (closed) {
            return;
        }
        StringBuilder text = new StringBuilder();
        up(text, width);
        frame = List.copyOf(next);
        columns = width;
        down(text);
        write(text);
    }

    /** Back to where the frame begins; in a terminal that became narrower, its lines have been wrapped. */
    private void up(StringBuilder text, int width) {
        int rows = 0;
        for (String line : frame) {
            rows += 1 + Math.max(0, Cells.width(Style.plain(line)) - 1) / width;
        }
        if (rows > 0) {
            text.append("\u001b[").append(rows).append("A\r");
        }
    }

    private void down(StringBuilder text) {
        if (frame.isEmpty()) {
            return;
        }
        text.append(CURSOR_OFF).append(WRAP_OFF);
        frame.forEach(line -> text.append(line).append(CLEAR_LINE_END).append("\r\n"));
        text.append(CLEAR_BELOW).append(WRAP_ON);
    }

    private void write(StringBuilder text) {
        out.print(text);
        out.flush();
    }

    /** Leaves the last frame where it is. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            boolean shown = !frame.isEmpty();
            frame = List.of();
            write(new StringBuilder(shown ? CURSOR_ON : ""));
        }
    }
}
