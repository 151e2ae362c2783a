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

    /** One fd_write can name the same megabytes a million times over, so each piece looks whether time is over. */
    @Override
    public void write(byte[] bytes, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            if (((i - offset) & 0xfff) == 0 && Thread.currentThread().isInterrupted()) {
                throw new Stop(GuestException.Kind.INTERRUPTED, "interrupted while the guest wrote");
            }
            write(bytes[i]);
        }
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
