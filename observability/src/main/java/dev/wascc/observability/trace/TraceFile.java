package dev.wascc.observability.trace;

import dev.wascc.document.JsonTree;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes calls to a file that its owner alone can read, each chain as soon as it has ended: one JSON object a line, or the JSON array of
 * events that chrome://tracing and Perfetto load (the "JSON Array Format" of Google's "Trace Event Format", whose closing bracket
 * may be missing where a process was killed). Stops at a size.
 */
public final class TraceFile implements TraceSink {
    private static final Logger LOG = LoggerFactory.getLogger(TraceFile.class);
    private static final long END_BYTES = 128;

    private final Path file;
    private final boolean chrome;
    private final long maxBytes;
    private final Writer out;
    private final Set<Long> threads = new java.util.HashSet<>();
    private long written;
    private boolean full;
    private boolean closed;

    private TraceFile(Path file, boolean chrome, long maxBytes, Writer out) {
        this.file = file;
        this.chrome = chrome;
        this.maxBytes = maxBytes;
        this.out = out;
    }

    /**
     * Begins a file; one that is there is written anew.
     *
     * @param file {@code .json} takes events for chrome://tracing, any other name JSON lines
     * @param maxBytes of the file, approximately
     */
    public static TraceFile open(Path file, long maxBytes) throws IOException {
        Files.deleteIfExists(file);
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] mine = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        Files.createFile(file, mine);
        Writer out = new BufferedWriter(
                new OutputStreamWriter(Files.newOutputStream(file, StandardOpenOption.WRITE), StandardCharsets.UTF_8));
        boolean chrome = file.toString().toLowerCase(Locale.ROOT).endsWith(".json");
        TraceFile trace = new TraceFile(file, chrome, maxBytes, out);
        if (chrome) {
            out.write("[\n" + process());
            out.flush();
        }
        return trace;
    }

    @Override
    public synchronized void write(List<TracedCall> calls, int more) {
        if (full || closed) {
            return;
        }
        try {
            for (TracedCall call : calls) {
                for (String line : lines(call)) {
                    append(line);
                }
            }
            out.flush();
        } catch (IOException e) {
            full = true;
            LOG.warn("the trace ends here: {} cannot be written: {}", file, e.getMessage());
        }
    }

    private void append(String line) throws IOException {
        int length = line.getBytes(StandardCharsets.UTF_8).length + 2;
        if (full || written + length + END_BYTES > maxBytes) {
            if (!full) {
                LOG.warn("the trace ends here: {} has reached its limit of {} bytes", file, maxBytes);
            }
            full = true;
            return;
        }
        written += length;
        out.write(chrome ? ",\n" + line : line + "\n");
    }

    private List<String> lines(TracedCall call) {
        if (!chrome) {
            return List.of(JsonTree.compact(line(call)));
        }
        List<String> events = new ArrayList<>();
        if (threads.size() < 1000 && threads.add(call.threadId())) {
            events.add(metadata("thread_name", call.threadId(), call.thread()));
        }
        events.add(JsonTree.compact(event(call)));
        return events;
    }

    private static String process() {
        return metadata("process_name", 0, "wascc");
    }

    private static String metadata(String what, long thread, String name) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("name", what);
        event.put("ph", "M");
        event.put("pid", ProcessHandle.current().pid());
        event.put("tid", thread);
        event.put("args", Map.of("name", name));
        return JsonTree.compact(event);
    }

    /** A complete event, {@code "ph":"X"}, with times in microseconds. */
    private static Map<String, Object> event(TracedCall call) {
        Map<String, Object> event = new LinkedHashMap<>();
        boolean capability = call.target() instanceof dev.wascc.host.Entity.Capability;
        event.put("name", capability ? call.targetText() + " " + call.operation() : call.operation());
        event.put("cat", capability ? "capability" : "actor");
        event.put("ph", "X");
        event.put(
                "ts",
                TimeUnit.SECONDS.toMicros(call.start().getEpochSecond())
                        + TimeUnit.NANOSECONDS.toMicros(call.start().getNano()));
        event.put("dur", call.nanos() / 1000.0);
        event.put("pid", ProcessHandle.current().pid());
        event.put("tid", call.threadId());
        event.put("args", line(call));
        return event;
    }

    private static Map<String, @Nullable Object> line(TracedCall call) {
        Map<String, @Nullable Object> line = new LinkedHashMap<>();
        line.put("time", call.start().toString());
        line.put("id", call.id());
        line.put("parent", call.parent());
        line.put("origin", call.originText());
        line.put("target", call.targetText());
        line.put("operation", call.operation());
        line.put("milliseconds", call.milliseconds());
        line.put("requestBytes", call.requestBytes());
        line.put("answerBytes", call.answerBytes() < 0 ? null : call.answerBytes());
        line.put("status", call.status());
        line.put("outcome", call.reason() == null ? "answered" : call.refused() ? "refused" : "failed");
        line.put("reason", call.reason() == null ? null : call.reason().name());
        line.put("error", call.error());
        line.put("request", call.request());
        line.put("answer", call.answer());
        line.values().removeIf(java.util.Objects::isNull);
        return line;
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            try (Writer ended = out) {
                ended.write(chrome ? "\n]\n" : "");
            } catch (IOException e) {
                LOG.warn("the end of {} cannot be written: {}", file, e.getMessage());
            }
        }
    }
}
