package dev.wascc.nkeys;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs a program for one line of output. What it may take is bounded: time, after which it and its children are killed, and output.
 * Its last line on standard error says why it failed; its arguments are not shown, they may say more than they should.
 */
final class ExternalProgram {
    private static final int MAX_OUTPUT = 4096;
    /** What a program that has ended may leave in its pipes, where a child of it keeps them open. */
    private static final Duration AFTER_THE_END = Duration.ofSeconds(2);

    private final List<String> words;
    private final String name;
    private final Duration limit;

    /** @param limit for one run */
    ExternalProgram(List<String> words, Duration limit) {
        this.words = List.copyOf(words);
        this.name = Shown.of(words.get(0));
        this.limit = limit;
    }

    /** As messages name it. */
    String name() {
        return name;
    }

    /**
     * The one line that it prints, without its end.
     *
     * @param task the last argument
     * @param input on its standard input; it need not read it
     */
    String line(String task, byte[] input) throws KeyAccessException {
        Process process = start(task);
        Output out = new Output(process.getInputStream(), process);
        Output err = new Output(process.getErrorStream(), null);
        List<Thread> threads =
                List.of(thread(out::drain), thread(err::drain), thread(() -> write(process.getOutputStream(), input)));
        try {
            boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
            if (!ended) {
                throw failed(task, "has not ended after " + limit.toSeconds() + " s, and was killed", err);
            }
            threads.get(0).join(AFTER_THE_END.toMillis());
            threads.get(1).join(AFTER_THE_END.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(task, "was interrupted", err);
        } finally {
            kill(process);
        }
        if (out.tooMuch()) {
            throw failed(task, "printed more than " + MAX_OUTPUT + " bytes, and was killed", err);
        }
        if (process.exitValue() != 0) {
            throw failed(task, "ended with exit code " + process.exitValue(), err);
        }
        List<String> lines = out.text().lines().toList();
        if (lines.size() != 1 || lines.get(0).isBlank()) {
            throw failed(task, "printed " + lines.size() + " lines for the one that is expected", err);
        }
        return lines.get(0).strip();
    }

    private Process start(String task) throws KeyAccessException {
        List<String> command = new ArrayList<>(words);
        command.add(task);
        try {
            return new ProcessBuilder(command).start();
        } catch (IOException e) {
            throw new KeyAccessException(
                    "the program " + name + " of the key cannot be started: is it there, and may it be run?", e);
        }
    }

    private static void kill(Process process) {
        if (process.isAlive()) {
            List<ProcessHandle> family = process.descendants().toList();
            process.destroyForcibly();
            family.forEach(ProcessHandle::destroyForcibly);
        }
    }

    private KeyAccessException failed(String task, String what, Output err) {
        String last = err.text().lines().filter(line -> !line.isBlank()).reduce("", (a, b) -> b);
        return new KeyAccessException("the program " + name + " of the key, asked to "
                + (task.equals("sign") ? "sign" : "show its public key") + ", " + what
                + (last.isEmpty() ? "" : ": " + Shown.of(last)));
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "wascc-exec");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** A program that knows its answer without reading, and ends, is none that failed. */
    private static void write(OutputStream stream, byte[] input) {
        try (stream) {
            stream.write(input);
        } catch (IOException e) {
            // Its exit code and what it prints decide.
        }
    }

    /** The last bytes of a stream, or all of it for a process that is killed when they are too many. */
    private static final class Output {
        private final InputStream stream;
        private final @org.jspecify.annotations.Nullable Process bounded;
        private byte[] kept = {};
        private boolean overflow;

        Output(InputStream stream, @org.jspecify.annotations.Nullable Process bounded) {
            this.stream = stream;
            this.bounded = bounded;
        }

        void drain() {
            byte[] buffer = new byte[MAX_OUTPUT];
            try (stream) {
                for (int n = stream.read(buffer); n >= 0; n = stream.read(buffer)) {
                    if (keep(buffer, n) && bounded != null) {
                        kill(bounded);
                        return;
                    }
                }
            } catch (IOException e) {
                // Closed at the other end: what was read is what there is.
            }
        }

        private synchronized boolean keep(byte[] more, int length) {
            byte[] all = java.util.Arrays.copyOf(kept, kept.length + length);
            System.arraycopy(more, 0, all, kept.length, length);
            overflow |= all.length > MAX_OUTPUT;
            kept = java.util.Arrays.copyOfRange(all, Math.max(0, all.length - MAX_OUTPUT), all.length);
            return overflow;
        }

        synchronized boolean tooMuch() {
            return overflow;
        }

        synchronized String text() {
            return new String(kept, StandardCharsets.UTF_8);
        }
    }
}
