package dev.wascc.samples.portable;

import dev.wascc.actor.Actors;
import dev.wascc.actor.FieldReader;
import dev.wascc.actor.FieldWriter;
import dev.wascc.actor.PortableProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** {@code wascc:keyvalue} within the sandbox: a provider that can do no more to its host than an actor can. */
public final class PortableKeyValue implements PortableProvider {
    private final Store store = new Store();

    public static void main(String[] args) {
        Actors.provide(new PortableKeyValue());
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                "wascc:keyvalue",
                "portable key-value (Java sample)",
                "1.0.0",
                1,
                "Keeps texts, lists and sets in the memory of its module",
                List.of(
                        new Operation("Add", "adds to a number"),
                        new Operation("Get", "a text"),
                        new Operation("Set", "a text that does not expire"),
                        new Operation("Del", "takes a key away"),
                        new Operation("Clear", "takes a key away"),
                        new Operation("KeyExists", "whether there is such a key"),
                        new Operation("Push", "puts a text before a list"),
                        new Operation("Range", "a part of a list"),
                        new Operation("ListItemDelete", "takes a text out of a list"),
                        new Operation("SetAdd", "puts a text into a set"),
                        new Operation("SetRemove", "takes a text out of a set"),
                        new Operation("SetQuery", "the texts of a set"),
                        new Operation("SetUnion", "the texts of any of the sets"),
                        new Operation("SetIntersection", "the texts of each of the sets")));
    }

    @Override
    public void bind(String actor, Map<String, String> values) {
        // All actors that are bound share what is kept: a provider in a module is not told who calls.
    }

    @Override
    public void unbind(String actor) {
        // Nothing is kept for one actor.
    }

    @Override
    public byte[] handle(String operation, byte[] payload) {
        FieldReader in = new FieldReader(payload, "key", "keys", "value", "start", "stop", "expires");
        return switch (operation) {
            case "Add" ->
                new FieldWriter(1)
                        .whole("value", store.add(in.text("key"), (int) in.whole("value")))
                        .toBytes();
            case "Get" -> found(store.text(in.text("key")), store.text(in.text("key")) != null);
            case "KeyExists" -> found("", store.has(in.text("key")));
            case "Set" -> {
                if (in.whole("expires") > 0) {
                    throw new IllegalArgumentException(
                            "a key does not expire here: actors have no clock; set it with expires 0");
                }
                store.set(in.text("key"), in.text("value"));
                yield new FieldWriter(1).text("value", in.text("value")).toBytes();
            }
            case "Del", "Clear" -> {
                store.delete(in.text("key"));
                yield new FieldWriter(1).text("key", in.text("key")).toBytes();
            }
            case "Push" -> count(store.push(in.text("key"), in.text("value")));
            case "ListItemDelete" -> count(store.deleteItem(in.text("key"), in.text("value")));
            case "Range" -> values(store.range(in.text("key"), (int) in.whole("start"), (int) in.whole("stop")));
            case "SetAdd" -> count(store.members(in.text("key"), true).add(in.text("value")) ? 1 : 0);
            case "SetRemove" -> count(store.remove(in.text("key"), in.text("value")) ? 1 : 0);
            case "SetQuery" -> values(new ArrayList<>(store.members(in.text("key"), false)));
            case "SetUnion" -> values(joined(in.texts("keys"), TreeSet::addAll));
            case "SetIntersection" -> values(joined(in.texts("keys"), TreeSet::retainAll));
            default -> throw new IllegalArgumentException("bad dispatch");
        };
    }

    private List<String> joined(List<String> keys, BiConsumer<TreeSet<String>, TreeSet<String>> by) {
        TreeSet<String> all = new TreeSet<>();
        for (int i = 0; i < keys.size(); i++) {
            if (i == 0) {
                all.addAll(store.members(keys.get(i), false));
            } else {
                by.accept(all, store.members(keys.get(i), false));
            }
        }
        return new ArrayList<>(all);
    }

    private static byte[] found(@Nullable String value, boolean exists) {
        return new FieldWriter(2)
                .text("value", value == null ? "" : value)
                .flag("exists", exists)
                .toBytes();
    }

    private static byte[] count(int count) {
        return new FieldWriter(1).whole("newCount", count).toBytes();
    }

    private static byte[] values(List<String> values) {
        return new FieldWriter(1).texts("values", values).toBytes();
    }
}
