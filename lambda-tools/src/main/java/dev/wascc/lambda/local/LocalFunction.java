package dev.wascc.lambda.local;

import dev.wascc.lambda.FunctionException;
import dev.wascc.lambda.FunctionSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A function on this machine: an environment is started for the first event, serves one event at a time, and is replaced when it is gone.
 * The log gets what CloudWatch would: START, END and REPORT, and between them what the function writes.
 */
public final class LocalFunction implements AutoCloseable {
    private static final String DOUBLE = "%.2f";

    private final Settings settings;
    private @Nullable FunctionEnvironment environment;

    /**
     * How it is run.
     *
     * @param directory an unpacked package
     * @param bootstrap whether as a process, by the package's bootstrap or a layer's; else in this JVM
     * @param layer an unpacked layer; absent: the package has its runtime itself
     * @param timeout of one event
     * @param memory in MB, as the function would be configured
     * @param cold whether each event has a new environment
     * @param variables of this process
     * @param log takes a line
     */
    public record Settings(
            Path directory,
            boolean bootstrap,
            @Nullable Path layer,
            Duration timeout,
            int memory,
            boolean cold,
            Map<String, String> variables,
            Clock clock,
            Consumer<String> log) {}

    public LocalFunction(Settings settings) {
        this.settings = settings;
    }

    /** Hands it one event. The function's failures are outcomes. */
    public synchronized Outcome invoke(byte[] event) throws IOException, InterruptedException {
        if (settings.cold()) {
            close();
        }
        Duration init = null;
        FunctionEnvironment serving = environment;
        if (serving == null) {
            Instant begin = settings.clock().instant();
            try {
                serving = start();
            } catch (NotStartedException e) {
                settings.log().accept("INIT_REPORT Init Duration: " + since(begin) + " ms\tPhase: init\tStatus: error");
                return e.outcome;
            }
            environment = serving;
            init = Duration.between(begin, settings.clock().instant());
        }
        Instant begin = settings.clock().instant();
        Invocation invocation = Invocation.of(event, begin.plus(settings.timeout()));
        settings.log().accept("START RequestId: " + invocation.requestId() + " Version: $LATEST");
        Outcome outcome = serving.invoke(invocation);
        Duration duration = Duration.between(begin, settings.clock().instant());
        settings.log().accept("END RequestId: " + invocation.requestId());
        settings.log().accept(report(invocation, duration, init, serving.memory(), outcome));
        if (outcome.environmentIsGone()) {
            close();
        }
        return outcome;
    }

    private static final class NotStartedException extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient Outcome outcome;

        NotStartedException(Outcome outcome) {
            this.outcome = outcome;
        }
    }

    private FunctionEnvironment start() throws IOException, InterruptedException, NotStartedException {
        Map<String, String> variables =
                LocalEnvironment.of(settings.directory(), settings.memory(), settings.variables());
        if (!settings.bootstrap()) {
            try {
                return InProcess.start(
                        new FunctionSettings(settings.directory(), variables, settings.clock()), settings.log());
            } catch (FunctionException e) {
                throw new NotStartedException(InProcess.error(Outcome.Kind.CRASHED, e));
            }
        }
        BootstrapProcess process = BootstrapProcess.start(bootstrap(), settings.directory(), variables, settings.log());
        Outcome started = process.started();
        if (!started.answered()) {
            process.close();
            throw new NotStartedException(started);
        }
        return process;
    }

    /** As Lambda looks for it: in the function, then in its layers. */
    private Path bootstrap() throws IOException {
        Path own = settings.directory().resolve("bootstrap");
        Path layer = settings.layer() == null ? own : settings.layer().resolve("bootstrap");
        Path found = Files.exists(own) ? own : layer;
        if (!Files.exists(found)) {
            throw new IOException(
                    "there is no bootstrap in the package, nor in a layer; leave --bootstrap out, or name a"
                            + " layer: --layer FILE");
        }
        return found;
    }

    static Outcome timedOut(Invocation invocation) {
        return Outcome.error(
                Outcome.Kind.TIMED_OUT,
                "Sandbox.Timedout",
                "RequestId: " + invocation.requestId() + " Error: Task timed out");
    }

    private String report(
            Invocation invocation, Duration duration, @Nullable Duration init, OptionalLong memory, Outcome outcome) {
        StringBuilder line = new StringBuilder("REPORT RequestId: ").append(invocation.requestId());
        long whole = (duration.toNanos() + (init == null ? 0 : init.toNanos()) + 999_999) / 1_000_000;
        line.append("\tDuration: ").append(milliseconds(duration)).append(" ms");
        line.append("\tBilled Duration: ").append(whole).append(" ms");
        line.append("\tMemory Size: ").append(settings.memory()).append(" MB");
        memory.ifPresent(used -> line.append("\tMax Memory Used: ").append(used).append(" MB"));
        if (init != null) {
            line.append("\tInit Duration: ").append(milliseconds(init)).append(" ms");
        }
        if (outcome.kind() == Outcome.Kind.TIMED_OUT) {
            line.append("\tStatus: timeout");
        } else if (outcome.kind() == Outcome.Kind.CRASHED) {
            line.append("\tStatus: error");
        }
        return line.toString();
    }

    private String since(Instant begin) {
        return milliseconds(Duration.between(begin, settings.clock().instant()));
    }

    private static String milliseconds(Duration time) {
        return String.format(Locale.ROOT, DOUBLE, time.toNanos() / 1e6);
    }

    @Override
    public synchronized void close() {
        if (environment != null) {
            environment.close();
            environment = null;
        }
    }
}
