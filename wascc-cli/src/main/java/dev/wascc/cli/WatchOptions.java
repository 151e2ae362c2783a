package dev.wascc.cli;

import dev.wascc.cli.log.LogFormat;
import dev.wascc.cli.log.LogLevel;
import dev.wascc.cli.log.LogOutput;
import dev.wascc.host.HostBuilder;
import dev.wascc.observability.ActorLogContext;
import dev.wascc.observability.trace.CallTracer;
import dev.wascc.observability.trace.TextTrace;
import dev.wascc.observability.trace.TraceFile;
import dev.wascc.observability.trace.TraceSink;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What {@code run} and {@code call} show of calls, and how they log. */
final class WatchOptions {
    private static final int MEBIBYTE = 1 << 20;

    @Option(
            names = "--trace",
            description = "Show each call on standard error, and those that it makes, denied ones too.")
    boolean trace;

    @Option(
            names = "--trace-file",
            paramLabel = "FILE",
            description =
                    "Write each call to a file: .json for chrome://tracing and Perfetto, else a JSON object a line.")
    @Nullable
    Path traceFile;

    @Option(
            names = "--trace-payloads",
            description = "Have requests and answers in the trace, which may be secrets; else their lengths alone.")
    boolean tracePayloads;

    @Option(
            names = "--trace-limit",
            defaultValue = "100",
            paramLabel = "MIB",
            description = "Where a trace file ends; default ${DEFAULT-VALUE}.")
    int traceLimit;

    @Option(
            names = "--log-format",
            defaultValue = "text",
            paramLabel = "text|json",
            description = "How log lines look.")
    LogFormat logFormat = LogFormat.TEXT;

    @Option(
            names = "--log-level",
            paramLabel = "error|warn|info|debug|trace",
            description = "The least that is logged; default warn, of actors info.")
    @Nullable
    LogLevel logLevel;

    private final List<TraceSink> sinks = new ArrayList<>();

    /**
     * Logs and traces from now on.
     *
     * @param lines takes lines that belong on standard error
     */
    void begin(Command command, HostBuilder settings, Consumer<List<String>> lines) throws IOException {
        if (tracePayloads && !trace && traceFile == null) {
            throw command.usage("--trace-payloads is for --trace or --trace-file");
        }
        if (traceLimit < 1) {
            throw command.usage("--trace-limit is 1 MiB or more");
        }
        LogOutput.to(logFormat, logLevel, command.verbose, line -> lines.accept(List.of(line)));
        if (logFormat == LogFormat.JSON) {
            settings.observer(new ActorLogContext());
        }
        if (traceFile != null) {
            try {
                sinks.add(TraceFile.open(traceFile, (long) traceLimit * MEBIBYTE));
            } catch (IOException e) {
                throw new IOException(
                        "--trace-file: " + Command.shown(traceFile) + " cannot be written: " + e.getMessage(), e);
            }
        }
        if (trace) {
            sinks.add(new TextTrace(lines));
        }
        if (!sinks.isEmpty()) {
            settings.observer(new CallTracer(command.surroundings.clock(), tracePayloads, sinks));
        }
    }

    /** Nothing is traced any more, and the files are whole. */
    void end() {
        sinks.forEach(TraceSink::close);
    }
}
