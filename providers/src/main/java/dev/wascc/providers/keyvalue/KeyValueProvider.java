package dev.wascc.providers.keyvalue;

import dev.wascc.provider.Binding;
import dev.wascc.provider.CapabilityDescriptor;
import dev.wascc.provider.CapabilityProvider;
import dev.wascc.provider.keyvalue.KeyValueOperations;
import java.time.Clock;
import java.util.Map;

/**
 * Keeps values for as long as the host runs. As with one Redis server, all actors bound to one instance see the same keys; name
 * bindings differently to keep actors apart. 64 MiB of texts are kept at most; what would be more is refused.
 */
public final class KeyValueProvider implements CapabilityProvider {
    private final MemoryStore store;

    /** An empty store. */
    public KeyValueProvider() {
        this(Clock.systemUTC());
    }

    /** An empty store whose values expire by this clock. */
    public KeyValueProvider(Clock clock) {
        this.store = new MemoryStore(clock, MemoryStore.MAX_BYTES);
    }

    @Override
    public CapabilityDescriptor descriptor() {
        return KeyValueOperations.descriptor(
                "waSCC key-value store (in memory)",
                "Strings, counters, lists and sets by key, kept in the memory of the host");
    }

    @Override
    public boolean suits(Map<String, String> values) {
        // Who names a server or a table must not be served from memory instead.
        return !values.containsKey("URL") && !values.containsKey("TABLE");
    }

    @Override
    public String suitedBy() {
        return "neither URL nor TABLE";
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
        return KeyValueOperations.perform(store, operation, payload);
    }
}
