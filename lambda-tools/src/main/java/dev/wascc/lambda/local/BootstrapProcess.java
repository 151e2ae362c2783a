package dev.wascc.lambda.local;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** A function as the process that Lambda would start, its {@code bootstrap}, before a Runtime API in this one. */
final class BootstrapProcess implements FunctionEnvironment {
    /** How long Lambda lets the start of a function take before it begins anew. */
    private static final Duration INIT = Duration.ofSeconds(10);

    private static final Duration WITH_EVENT = Duration.ofSeconds(60);

    private final RuntimeApiServer api;
    private final Process process;

    private BootstrapProcess(RuntimeApiServer api, Process process) {
        this.api = api;
        this.process = process;
    }

    /**
     * Starts it, and waits until it asks for an event.
     *
     * @param bootstrap the program
     * @param log takes each line that it writes
     */
    static BootstrapProcess start(Path bootstrap, Path directory, Map<String, String> variables, Consumer<String> log)
            throws IOException {
        RuntimeApiServer api = RuntimeApiServer.start();
        try {
            ProcessBuilder builder = new ProcessBuilder(List.of(bootstrap.toString()))
                    .directory(directory.toFile())
                    .redirectErrorStream(true);
            builder.environment().clear();
            builder.environment().putAll(variables);
            builder.environment().put("AWS_LAMBDA_RUNTIME_API", api.address());
            Process process = builder.start();
            process.getOutputStream().close();
            Thread lines = new Thread(() -> copy(process, log), "wascc-bootstrap-log");
            lines.setDaemon(true);
            lines.start();
            return new BootstrapProcess(api, process);
        } catch (IOException e) {
            api.close();
            throw e;
        }
    }

    private static void copy(Process process, Consumer<String> log) {
        try (BufferedReader lines = process.inputReader()) {
            lines.lines().forEach(log);
        } catch (IOException | UncheckedIOException e) {
            // The process is gone.
        }
    }

    /** Whether it started; its error where it says so or ends before. */
    Outcome started() throws InterruptedException {
        Outcome outcome = waited(api.started(), WITH_EVENT);
        return outcome == null
                ? Outcome.error(
                        Outcome.Kind.CRASHED,
                        "Sandbox.Timedout",
                        "the function did not start within " + WITH_EVENT.toSeconds() + " s; Lambda gives it "
                                + INIT.toSeconds())
                : outcome;
    }

    @Override
    public Outcome invoke(Invocation invocation) throws InterruptedException {
        Outcome outcome = waited(api.invoke(invocation), Duration.between(Instant.now(), invocation.deadline()));
        return outcome == null ? LocalFunction.timedOut(invocation) : outcome;
    }

    /** What comes of it, the end of the process included; null where the time is over before. */
    private @org.jspecify.annotations.Nullable Outcome waited(CompletableFuture<Outcome> outcome, Duration time)
            throws InterruptedException {
        CompletableFuture<Outcome> exited = process.onExit()
                .thenApply(ended -> Outcome.error(
                        Outcome.Kind.CRASHED,
                        "Runtime.ExitError",
                        "Error: Runtime exited with error: exit status " + ended.exitValue()));
        try {
            CompletableFuture.anyOf(outcome, exited).get(Math.max(0, time.toMillis()), TimeUnit.MILLISECONDS);
            return outcome.isDone() ? outcome.get() : exited.get();
        } catch (TimeoutException e) {
            return null;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** {@code VmHWM} of Linux. */
    @Override
    public OptionalLong memory() {
        try {
            return Files.readAllLines(Path.of("/proc", String.valueOf(process.pid()), "status")).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) >> 10)
                    .findFirst();
        } catch (IOException | NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(2, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        api.close();
    }
}
