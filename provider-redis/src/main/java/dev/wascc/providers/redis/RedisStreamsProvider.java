package dev.wascc.providers.redis;

import dev.wascc.provider.CapabilityDescriptor;
import dev.wascc.provider.eventstreams.EventStore;
import dev.wascc.provider.eventstreams.EventStreamsOperations;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.Protocol.Keyword;

/** {@code wascc:eventstreams} on Redis Streams. Times of a query are milliseconds, as wascc-streams-redis 0.3.0 has them in effect. */
public final class RedisStreamsProvider extends RedisProvider {
    @Override
    public CapabilityDescriptor descriptor() {
        return EventStreamsOperations.descriptor(
                "waSCC event streams (Redis)", "Streams of events, kept by a Redis server");
    }

    @Override
    public byte[] handle(String actor, String operation, byte[] payload) throws Exception {
        return EventStreamsOperations.perform(new Streams(server(actor)), operation, payload);
    }

    private record Streams(RedisServer server) implements EventStore {
        @Override
        public String append(String stream, Map<String, String> values) throws RedisException {
            List<Object> words = new ArrayList<>(List.of(stream, "*"));
            values.forEach((key, value) -> {
                words.add(key);
                words.add(value);
            });
            return RedisServer.text(server.write(Command.XADD, words.toArray()));
        }

        @Override
        public List<Event> events(String stream, long from, long to, long count) throws RedisException {
            List<Object> words = new ArrayList<>(List.of(stream, from, to));
            if (count > 0) {
                words.addAll(List.of(Keyword.COUNT, count));
            }
            List<Event> events = new ArrayList<>();
            for (Object entry : RedisServer.elements(server.read(Command.XRANGE, words.toArray()))) {
                List<?> pair = RedisServer.elements(entry);
                List<String> fields = RedisServer.texts(pair.get(1));
                Map<String, String> values = new LinkedHashMap<>();
                for (int i = 0; i + 1 < fields.size(); i += 2) {
                    values.put(fields.get(i), fields.get(i + 1));
                }
                events.add(new Event(RedisServer.text(pair.get(0)), values));
            }
            return events;
        }
    }
}
