package dev.wascc.providers.redis;

import dev.wascc.provider.CapabilityDescriptor;
import dev.wascc.provider.keyvalue.KeyValueOperations;

/** {@code wascc:keyvalue} on Redis. Unlike wascc-redis 0.9.2 it honours {@code expires}. */
public final class RedisKeyValueProvider extends RedisProvider {
    @Override
    public CapabilityDescriptor descriptor() {
        return KeyValueOperations.descriptor(
                "waSCC key-value store (Redis)", "Strings, counters, lists and sets by key, kept by a Redis server");
    }

    @Override
    public byte[] handle(String actor, String operation, byte[] payload) throws Exception {
        return KeyValueOperations.perform(new RedisStore(server(actor)), operation, payload);
    }
}
