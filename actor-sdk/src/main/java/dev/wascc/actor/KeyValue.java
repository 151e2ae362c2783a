package dev.wascc.actor;

import java.util.List;
import java.util.Optional;

/** {@code wascc:keyvalue}, under the default binding name or another. Every method throws a {@link HostException} where the host refuses. */
public final class KeyValue {
    private static final String CAPABILITY = "wascc:keyvalue";

    private final String binding;

    public KeyValue() {
        this("default");
    }

    public KeyValue(String binding) {
        this.binding = binding;
    }

    /** Adds to a counter, which starts at 0; answers what it is then. */
    public int add(String key, int amount) {
        byte[] request =
                new FieldWriter(2).text("key", key).whole("value", amount).toBytes();
        return (int) new FieldReader(call("Add", request), "value").whole("value");
    }

    public Optional<String> get(String key) {
        FieldReader answer = new FieldReader(call("Get", key(key)), "value", "exists");
        return answer.flag("exists") ? Optional.of(answer.text("value")) : Optional.empty();
    }

    /** @param expires seconds from now, 0 for never */
    public void set(String key, String value, int expires) {
        call(
                "Set",
                new FieldWriter(3)
                        .text("key", key)
                        .text("value", value)
                        .whole("expires", expires)
                        .toBytes());
    }

    public void delete(String key) {
        call("Del", key(key));
    }

    public boolean exists(String key) {
        return new FieldReader(call("KeyExists", key(key)), "value", "exists").flag("exists");
    }

    /** Puts a value at the head of a list; answers its length. */
    public int push(String key, String value) {
        return count("Push", key, value);
    }

    /** Values of a list, from and to inclusive; below 0 they count from the end. */
    public List<String> range(String key, int from, int to) {
        byte[] request = new FieldWriter(3)
                .text("key", key)
                .whole("start", from)
                .whole("stop", to)
                .toBytes();
        return new FieldReader(call("Range", request), "values").texts("values");
    }

    /** Puts a value into a set; whether it was not there. */
    public boolean addMember(String key, String value) {
        return count("SetAdd", key, value) == 1;
    }

    /** Takes a value out of a set; whether it was there. */
    public boolean removeMember(String key, String value) {
        return count("SetRemove", key, value) == 1;
    }

    public List<String> members(String key) {
        return new FieldReader(call("SetQuery", key(key)), "values").texts("values");
    }

    private int count(String operation, String key, String value) {
        byte[] request =
                new FieldWriter(2).text("key", key).text("value", value).toBytes();
        return (int) new FieldReader(call(operation, request), "newCount").whole("newCount");
    }

    private static byte[] key(String key) {
        return new FieldWriter(1).text("key", key).toBytes();
    }

    private byte[] call(String operation, byte[] request) {
        return Host.call(binding, CAPABILITY, operation, request);
    }
}
