package dev.wascc.providers.eventstreams;

import dev.wascc.provider.Binding;
import dev.wascc.provider.CapabilityDescriptor;
import dev.wascc.provider.CapabilityProvider;
import dev.wascc.provider.eventstreams.EventStore;
import dev.wascc.provider.eventstreams.EventStreamsOperations;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/** Keeps events for as long as the host runs: 64 MiB of texts at most, and what would be more is refused. */
public final class MemoryStreamsProvider implements CapabilityProvider, EventStore {
    private static final long MAX_BYTES = 64L << 20;
    /** What a text takes beside its characters, about. */
    private static final int OVERHEAD = 64;

    /** An event, and the milliseconds of its id. */
    private record Kept(long millis, Event event) {}

    private final Clock clock;
    private final long maxBytes;
    private final Map<String, List<Kept>> streams = new HashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private long bytes;
    private long lastMillis;
    private long number;

    /** No streams yet. */
    public MemoryStreamsProvider() {
        this(Clock.systemUTC(), MAX_BYTES);
    }

    MemoryStreamsProvider(Clock clock, long maxBytes) {
        this.clock = clock;
        this.maxBytes = maxBytes;
    }

    @Override
    public CapabilityDescriptor descriptor() {
        return EventStreamsOperations.descriptor(
                "waSCC event streams (in memory)", "Streams of events, kept in the memory of the host");
    }

    @Override
    public boolean suits(Map<String, String> values) {
        return !values.containsKey("URL");
    }

    @Override
    public String suitedBy() {
        return "no URL";
    }

    @Override
    public String backend(String actor) {
        return "memory";
    }

    @Override
    public void bind(Binding binding) {}

    @Override
    public void unbind(String actor) {}

    @Override
    public byte[] handle(String actor, String operation, byte[] payload) throws Exception {
        return EventStreamsOperations.perform(this, operation, payload);
    }

    @Override
    public String append(String stream, Map<String, String> values) {
        long cost = OVERHEAD + 2L * stream.length();
        for (Map.Entry<String, String> value : values.entrySet()) {
            cost += 2L * (OVERHEAD + value.getKey().length() + value.getValue().length());
        }
        lock.lock();
        try {
            if (bytes + cost > maxBytes) {
                throw new IllegalStateException("the streams in memory are full: " + maxBytes + " bytes at most");
            }
            bytes += cost;
            long now = clock.millis();
            // Ids only grow, whatever the clock does.
            number = now > lastMillis ? 0 : number + 1;
            lastMillis = Math.max(now, lastMillis);
            String id = lastMillis + "-" + number;
            streams.computeIfAbsent(stream, name -> new ArrayList<>()).add(new Kept(lastMillis, new Event(id, values)));
            return id;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<Event> events(String stream, long from, long to, long count) {
        lock.lock();
        try {
            return streams.getOrDefault(stream, List.of()).stream()
                    .filter(kept -> kept.millis >= from && kept.millis <= to)
                    .limit(count == 0 ? Long.MAX_VALUE : count)
                    .map(Kept::event)
                    .toList();
        } finally {
            lock.unlock();
        }
    }
}
