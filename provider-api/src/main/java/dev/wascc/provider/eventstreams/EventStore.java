package dev.wascc.provider.eventstreams;

import java.util.List;
import java.util.Map;

/** Streams of events that only grow; ids are those of Redis Streams, {@code MILLISECONDS-NUMBER}. */
public interface EventStore {

    /** One event as it was kept. */
    record Event(String id, Map<String, String> values) {
        public Event {
            values = Map.copyOf(values);
        }
    }

    /**
     * Appends an event; XADD with the id {@code *}.
     *
     * @param values at least one
     * @return the id that the store gave it
     */
    String append(String stream, Map<String, String> values) throws Exception;

    /**
     * Events in their order; XRANGE.
     *
     * @param from milliseconds since 1970, inclusive
     * @param to likewise
     * @param count at most so many, 0 for all
     */
    List<Event> events(String stream, long from, long to, long count) throws Exception;
}
