package dev.wascc.cli;

import java.io.PrintWriter;

/** How far a command with many files has come; on a terminal only. */
final class Progress {
    private static final int WIDTH = 30;
    private static final String CLEAR = "\r\u001b[K";

    private final PrintWriter err;
    private final int total;
    private final boolean shown;
    private int done;

    Progress(Command command, int total) {
        this.err = command.surroundings.err();
        this.total = total;
        this.shown = total > 1 && !command.quiet && command.surroundings.terminal();
    }

    /** One more file is begun, or done, by any thread. */
    synchronized void step() {
        done++;
        if (shown) {
            int filled = WIDTH * done / total;
            err.print(CLEAR + "[" + "#".repeat(filled) + " ".repeat(WIDTH - filled) + "] " + done + "/" + total);
            err.flush();
        }
    }

    /** Makes room for something else to be printed. */
    void clear() {
        if (shown) {
            err.print(CLEAR);
            err.flush();
        }
    }
}
