package dev.wascc.mocks;

import dev.wascc.mocks.RecordedCall.Kind;
import dev.wascc.mocks.RecordedCall.Source;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What was called, in the order in which it began. Safe for several threads. Bounded: beyond {@value #MAX_CALLS} calls, or
 * {@value #MAX_BYTES} bytes of payloads, calls are counted alone.
 */
public final class Journal {
    static final int MAX_CALLS = 100_000;
    static final long MAX_BYTES = 64L << 20;

    private final Clock clock;
    private final List<Entry> entries = new ArrayList<>();
    private long bytes;
    private long dropped;

    /** @param clock what calls are dated and timed by */
    public Journal(Clock clock) {
        this.clock = clock;
    }

    /** Calls of actors that have ended. */
    public List<RecordedCall> calls() {
        return of(Kind.CALL);
    }

    /** Calls to actors that have ended. */
    public List<RecordedCall> events() {
        return of(Kind.EVENT);
    }

    private synchronized List<RecordedCall> of(Kind kind) {
        return entries.stream()
                .filter(entry -> entry.kind == kind)
                .map(entry -> entry.ended)
                .filter(Objects::nonNull)
                .toList();
    }

    /** How many calls were not kept, as there were too many. */
    public synchronized long dropped() {
        return dropped;
    }

    /** Forgets all of them. */
    public synchronized void clear() {
        entries.clear();
        bytes = 0;
        dropped = 0;
    }

    Entry begin(Kind kind, Line line, String operation, byte[] payload) {
        return new Entry(kind, line, operation, payload);
    }

    /** @param name of the binding */
    record Line(String actor, String capability, String name) {}

    private synchronized long take(Entry entry, int size) {
        if (entries.size() >= MAX_CALLS || bytes + size > MAX_BYTES) {
            dropped++;
            return 0;
        }
        bytes += size;
        entries.add(entry);
        return entries.size();
    }

    private synchronized void end(Entry entry, RecordedCall ended, int size) {
        bytes += size;
        entry.ended = ended;
    }

    /** One call that has begun; ends once. */
    final class Entry {
        private final Kind kind;
        private final Line line;
        private final String operation;
        private final byte[] payload;
        private final Instant began = clock.instant();
        private final long number;
        private Source source = Source.PROVIDER;
        private @Nullable RecordedCall ended;

        private Entry(Kind kind, Line line, String operation, byte[] payload) {
            this.kind = kind;
            this.line = line;
            this.operation = operation;
            this.payload = payload;
            this.number = take(this, payload.length);
        }

        void by(Source answering) {
            source = answering;
        }

        void answered(byte[] answer) {
            end(Payloads.exactTree(Payloads.response(operation), answer), null, answer.length);
        }

        void failed(@Nullable Throwable cause) {
            String message = cause == null ? "" : cause.getMessage();
            String named = cause == null ? "" : cause.getClass().getSimpleName();
            end(null, message == null ? named : message, 0);
        }

        private void end(@Nullable Object answer, @Nullable String error, int size) {
            if (number == 0) {
                return;
            }
            RecordedCall call = new RecordedCall(
                    number,
                    kind,
                    line.actor,
                    line.capability,
                    line.name,
                    operation,
                    Payloads.tree(Payloads.request(operation), payload),
                    answer,
                    error,
                    source,
                    began,
                    Duration.between(began, clock.instant()));
            Journal.this.end(this, call, size);
        }
    }
}
