package dev.wascc.provider.keyvalue;

import dev.wascc.provider.CapabilityDescriptor;
import dev.wascc.provider.CapabilityDescriptor.Direction;
import dev.wascc.provider.CapabilityDescriptor.Operation;
import dev.wascc.provider.message.Message;
import dev.wascc.provider.message.MessageFormatException;
import dev.wascc.provider.message.Shapes;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The operations of {@code wascc:keyvalue} (wascc-codec 0.8.1, src/keyvalue) on any {@link KeyValueStore}. */
public final class KeyValueOperations {
    public static final String CAPABILITY = "wascc:keyvalue";

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

    private KeyValueOperations() {}

    /** What a provider of these operations says of itself. */
    public static CapabilityDescriptor descriptor(String name, String longDescription) {
        return new CapabilityDescriptor(
                CAPABILITY,
                name,
                "0.1.0",
                1,
                longDescription,
                OPERATIONS.stream()
                        .map(operation -> new Operation(operation, Direction.TO_PROVIDER, ""))
                        .toList());
    }

    /**
     * Performs one operation.
     *
     * @throws MessageFormatException the payload is not the operation's request
     * @throws IllegalArgumentException there is no such operation
     * @throws Exception what the store threw
     */
    public static byte[] perform(KeyValueStore store, String operation, byte[] payload) throws Exception {
        return switch (operation) {
            case "Add", "Set" -> written(store, operation, payload);
            case "Get", "KeyExists" -> found(store, operation, key(payload));
            case "Del", "Clear" -> deleted(store, key(payload));
            case "Range" -> range(store, payload);
            case "Push", "ListItemDelete", "SetAdd", "SetRemove" -> counted(store, operation, payload);
            case "SetQuery" -> values(store.members(key(payload)));
            case "SetUnion" -> values(store.union(Shapes.KEYS.decode(payload).texts("keys")));
            case "SetIntersection" ->
                values(store.intersection(Shapes.KEYS.decode(payload).texts("keys")));
            default -> throw new IllegalArgumentException("bad dispatch");
        };
    }

    private static String key(byte[] payload) throws MessageFormatException {
        return Shapes.KEY.decode(payload).text("key");
    }

    private static byte[] written(KeyValueStore store, String operation, byte[] payload) throws Exception {
        if (operation.equals("Add")) {
            Message request = Shapes.ADD_REQUEST.decode(payload);
            int sum = store.add(request.text("key"), (int) request.whole("value"));
            return Shapes.ADD_RESPONSE.message().with("value", sum).encode();
        }
        Message request = Shapes.SET_REQUEST.decode(payload);
        store.set(request.text("key"), request.text("value"), (int) request.whole("expires"));
        return Shapes.SET_RESPONSE
                .message()
                .with("value", request.text("value"))
                .encode();
    }

    private static byte[] found(KeyValueStore store, String operation, String key) throws Exception {
        Optional<String> value =
                operation.equals("Get") ? store.get(key) : store.exists(key) ? Optional.of("") : Optional.empty();
        return Shapes.GET_RESPONSE
                .message()
                .with("value", value.orElse(""))
                .with("exists", value.isPresent())
                .encode();
    }

    private static byte[] deleted(KeyValueStore store, String key) throws Exception {
        store.delete(key);
        return Shapes.DEL_RESPONSE.message().with("key", key).encode();
    }

    private static byte[] range(KeyValueStore store, byte[] payload) throws Exception {
        Message request = Shapes.RANGE_REQUEST.decode(payload);
        return values(store.range(request.text("key"), (int) request.whole("start"), (int) request.whole("stop")));
    }

    private static byte[] counted(KeyValueStore store, String operation, byte[] payload) throws Exception {
        Message request = Shapes.KEY_AND_VALUE.decode(payload);
        String key = request.text("key");
        String value = request.text("value");
        int count =
                switch (operation) {
                    case "Push" -> store.push(key, value);
                    case "ListItemDelete" -> store.deleteItem(key, value);
                    case "SetAdd" -> store.addMember(key, value) ? 1 : 0;
                    default -> store.removeMember(key, value) ? 1 : 0;
                };
        return Shapes.NEW_COUNT.message().with("newCount", count).encode();
    }

    private static byte[] values(Collection<String> values) {
        return Shapes.VALUES.message().with("values", List.copyOf(values)).encode();
    }
}
