package dev.wascc.providers.keyvalue;

import dev.wascc.provider.Binding;
import dev.wascc.provider.CapabilityDescriptor;
import dev.wascc.provider.CapabilityDescriptor.Direction;
import dev.wascc.provider.CapabilityDescriptor.Operation;
import dev.wascc.provider.CapabilityProvider;
import dev.wascc.provider.message.Message;
import dev.wascc.provider.message.MessageFormatException;
import dev.wascc.provider.message.Shapes;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Keeps values for as long as the host runs. As with one Redis server, all actors bound to one instance see the same keys; name
 * bindings differently to keep actors apart.
 */
public final class KeyValueProvider implements CapabilityProvider {
    private static final List<String> OPERATIONS = List.of(
            "Add",
            "Get",
            "Set",
            "Del",
            "Clear",
            "Range",
            "Push",
            "ListItemDelete",
            "SetAdd",
            "SetRemove",
            "SetUnion",
            "SetIntersection",
            "SetQuery",
            "KeyExists");

    private final MemoryStore store;

    /** An empty store. */
    public KeyValueProvider() {
        this(Clock.systemUTC());
    }

    /** An empty store whose values expire by this clock. */
    public KeyValueProvider(Clock clock) {
        this.store = new MemoryStore(clock);
    }

    @Override
    public CapabilityDescriptor descriptor() {
        return new CapabilityDescriptor(
                "wascc:keyvalue",
                "waSCC key-value store (in memory)",
                "0.1.0",
                1,
                "Strings, counters, lists and sets by key, kept in the memory of the host",
                OPERATIONS.stream()
                        .map(name -> new Operation(name, Direction.TO_PROVIDER, ""))
                        .toList());
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
        return switch (operation) {
            case "Add", "Get", "Set", "Del", "KeyExists" -> single(operation, payload);
            case "Clear", "Range", "Push", "ListItemDelete" -> list(operation, payload);
            case "SetAdd", "SetRemove", "SetUnion", "SetIntersection", "SetQuery" -> set(operation, payload);
            default -> throw new IllegalArgumentException("bad dispatch");
        };
    }

    private byte[] single(String operation, byte[] payload) throws MessageFormatException {
        switch (operation) {
            case "Add" -> {
                Message request = Shapes.ADD_REQUEST.decode(payload);
                return Shapes.ADD_RESPONSE
                        .message()
                        .with("value", (long) store.add(request.text("key"), (int) request.whole("value")))
                        .encode();
            }
            case "Set" -> {
                Message request = Shapes.SET_REQUEST.decode(payload);
                store.set(request.text("key"), request.text("value"), request.whole("expires"));
                return Shapes.SET_RESPONSE
                        .message()
                        .with("value", request.text("value"))
                        .encode();
            }
            default -> {
                String key = Shapes.KEY.decode(payload).text("key");
                return operation.equals("Del") ? deleted(key) : found(operation, key);
            }
        }
    }

    private byte[] found(String operation, String key) {
        Optional<String> value =
                operation.equals("Get") ? store.get(key) : Optional.of("").filter(none -> store.exists(key));
        return Shapes.GET_RESPONSE
                .message()
                .with("value", value.orElse(""))
                .with("exists", value.isPresent())
                .encode();
    }

    private byte[] deleted(String key) {
        store.delete(key);
        return Shapes.DEL_RESPONSE.message().with("key", key).encode();
    }

    private byte[] list(String operation, byte[] payload) throws MessageFormatException {
        if (operation.equals("Clear")) {
            return deleted(Shapes.KEY.decode(payload).text("key"));
        }
        if (operation.equals("Range")) {
            Message request = Shapes.RANGE_REQUEST.decode(payload);
            return values(store.range(request.text("key"), request.whole("start"), request.whole("stop")).stream());
        }
        Message request = Shapes.KEY_AND_VALUE.decode(payload);
        String key = request.text("key");
        String value = request.text("value");
        return count(operation.equals("Push") ? store.push(key, value) : store.deleteItem(key, value));
    }

    private byte[] set(String operation, byte[] payload) throws MessageFormatException {
        switch (operation) {
            case "SetUnion":
                return values(store.union(Shapes.KEYS.decode(payload).texts("keys")).stream());
            case "SetIntersection":
                return values(store.intersection(Shapes.KEYS.decode(payload).texts("keys")).stream());
            case "SetQuery":
                return values(store.members(Shapes.KEY.decode(payload).text("key")).stream());
            default:
                Message request = Shapes.KEY_AND_VALUE.decode(payload);
                String key = request.text("key");
                String value = request.text("value");
                return count(operation.equals("SetAdd") ? store.addMember(key, value) : store.removeMember(key, value));
        }
    }

    private static byte[] values(Stream<String> values) {
        return Shapes.VALUES.message().with("values", values.toList()).encode();
    }

    private static byte[] count(int count) {
        return Shapes.NEW_COUNT.message().with("newCount", (long) count).encode();
    }
}
