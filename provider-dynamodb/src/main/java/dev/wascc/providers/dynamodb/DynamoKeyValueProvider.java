package dev.wascc.providers.dynamodb;

import dev.wascc.provider.Binding;
import dev.wascc.provider.CapabilityDescriptor;
import dev.wascc.provider.CapabilityProvider;
import dev.wascc.provider.keyvalue.KeyValueOperations;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * {@code wascc:keyvalue} in a DynamoDB table with the string {@code id} as its partition key. Binding values: {@code TABLE}, and those of
 * {@link DynamoSettings}. A list or a set is one item there, of 400 KB at most.
 */
public final class DynamoKeyValueProvider implements CapabilityProvider {
    private final Map<String, DynamoTable> tables = new ConcurrentHashMap<>();
    private final Clock clock;

    public DynamoKeyValueProvider() {
        this(Clock.systemUTC());
    }

    DynamoKeyValueProvider(Clock clock) {
        this.clock = clock;
    }

    @Override
    public CapabilityDescriptor descriptor() {
        return KeyValueOperations.descriptor(
                "waSCC key-value store (DynamoDB)",
                "Strings, counters, lists and sets by key, kept in a table of Amazon DynamoDB");
    }

    @Override
    public boolean suits(Map<String, String> values) {
        return values.containsKey("TABLE");
    }

    @Override
    public String suitedBy() {
        return "TABLE: the name of a DynamoDB table";
    }

    @Override
    public String backend(String actor) {
        return table(actor).settings().shown();
    }

    /** Refuses where the table is not there, or may not be read. */
    @Override
    public void bind(Binding binding) {
        DynamoTable table = new DynamoTable(DynamoSettings.of(binding.values(), System.getenv()), clock);
        boolean answers = false;
        try {
            table.get("");
            answers = true;
        } finally {
            if (!answers) {
                table.close();
            }
        }
        DynamoTable before = tables.put(binding.actor(), table);
        if (before != null) {
            before.close();
        }
    }

    @Override
    public void unbind(String actor) {
        DynamoTable table = tables.remove(actor);
        if (table != null) {
            table.close();
        }
    }

    @Override
    public byte[] handle(String actor, String operation, byte[] payload) throws Exception {
        return KeyValueOperations.perform(new DynamoStore(table(actor)), operation, payload);
    }

    private DynamoTable table(String actor) {
        DynamoTable table = tables.get(actor);
        if (table == null) {
            throw new IllegalStateException("the actor is not bound");
        }
        return table;
    }

    @Override
    public void checkHealth() {
        tables.values().forEach(table -> table.get(""));
    }

    @Override
    public void close() {
        tables.values().forEach(DynamoTable::close);
        tables.clear();
    }
}
