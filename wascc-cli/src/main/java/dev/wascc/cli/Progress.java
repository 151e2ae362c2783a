package dev.wascc.cli;

import java.nio.file.Path;

/** How far a command with many files has come; on a terminal only. */
final class Progress {
    private static final int WIDTH = 30;

    private final Command command;
    private final int total;
    private final boolean shown;
    private int done;

    Progress(Command command, int total) {
        this.command = command;
        this.total = total;
        this.shown = total > 1 && !command.quiet && command.surroundings.terminal();
    }

    void step(Path file) {
        done++;
        if (shown) {
            int filled = WIDTH * done / total;
            command.surroundings
                    .err()
                    .print("\r[" + "#".repeat(filled) + " ".repeat(WIDTH - filled) + "] " + done + "/" + total
                            + "\u001b[K");
            command.surroundings.err().flush();
        }
    }

    void end() {
        if (shown) {
            command.surroundings.err().print("\r\u001b[K");
            command.surroundings.err().flush();
        }
    }
}
