package dev.wascc.wapc;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** A guest's standard output, handed on line by line; a line beyond 8 KiB is cut there. */
final class LineOutput extends OutputStream {
    private static final int MAX_LINE = 8192;

    private final ConsoleLog console;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    LineOutput(ConsoleLog console) {
        this.console = console;
    }

    @Override
    public void write(int b) {
        if (b != '\n') {
            line.write(b);
        }
        if (b == '\n' || line.size() == MAX_LINE) {
            console.log(line.toString(StandardCharsets.UTF_8));
            line.reset();
        }
    }
}
