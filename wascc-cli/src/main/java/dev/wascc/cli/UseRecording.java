package dev.wascc.cli;

import dev.wascc.claims.AtomicFile;
import dev.wascc.host.UseRecorder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Keeps a file up to date with what a recorder has: every few seconds when something was added, and at the end, signals included. */
final class UseRecording implements AutoCloseable {
    private static final int SECONDS = 3;

    private final Command command;
    private final Path file;
    private final UseRecorder recorder = new UseRecorder();
    private final Thread hook = new Thread(this::finish, "wascc-record-use");
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "wascc-record-use-clock");
        thread.setDaemon(true);
        return thread;
    });
    private long written = -1;

    UseRecording(Command command, Path file) {
        this.command = command;
        this.file = file;
    }

    UseRecorder recorder() {
        return recorder;
    }

    /** Writes for the first time, so that a place where nothing can be written is known before anything is recorded. */
    void start() throws IOException {
        try {
            write();
        } catch (IOException e) {
            clock.shutdownNow();
            throw new IOException("--record-use: " + Command.shown(file) + " cannot be written: " + e.getMessage(), e);
        }
        Runtime.getRuntime().addShutdownHook(hook);
        clock.scheduleWithFixedDelay(this::finish, SECONDS, SECONDS, TimeUnit.SECONDS);
    }

    /** Whatever was recorded is in the file afterwards; what is recorded later is not. */
    void finish() {
        try {
            write();
        } catch (IOException e) {
            command.complain(
                    "wascc: --record-use: " + Command.shown(file) + " could not be written: " + e.getMessage());
        }
    }

    private synchronized void write() throws IOException {
        long changes = recorder.changes();
        if (changes != written) {
            AtomicFile.write(file, recorder.trace().json().getBytes(StandardCharsets.UTF_8));
            written = changes;
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
        finish();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // It runs now.
        }
    }
}
