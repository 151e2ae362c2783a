package dev.wascc.providers.dynamodb;

import static dev.wascc.providers.dynamodb.DynamoItem.number;

import dev.wascc.provider.keyvalue.KeyValueStore;
import dev.wascc.providers.dynamodb.DynamoTable.UnmetException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;

/** The operations as single conditional writes, so that none is done by halves and none is lost beside another. */
record DynamoStore(DynamoTable table) implements KeyValueStore {
    /** Somebody else was faster; more often than this, and the key is too busy. */
    private static final int MAX_RACES = 50;

    private static final String ALIVE = "(attribute_not_exists(#until) OR #until > :now)";

    /** What is done once, on what was found; done is false where somebody was faster. */
    private interface Step<T> {
        Optional<T> attempt() throws UnmetException;
    }

    private static <T> T raced(String key, Step<T> step) {
        for (int race = 0; race < MAX_RACES; race++) {
            try {
                Optional<T> done = step.attempt();
                if (done.isPresent()) {
                    return done.get();
                }
            } catch (UnmetException e) {
                // What was found has changed meanwhile.
            }
            DynamoTable.pause(Math.min(200, 4L << Math.min(race, 6)));
        }
        throw new IllegalStateException("the key " + key + " is changed by too many at once; try again");
    }

    private Map<String, AttributeValue> values(Map<String, AttributeValue> more) {
        Map<String, AttributeValue> values = new HashMap<>(more);
        values.put(":now", number(table.clock().millis()));
        return values;
    }

    /** A condition: nothing is there, or what is there has this attribute and has not expired. */
    private static String absentOr(String attribute) {
        return "attribute_not_exists(#id) OR (attribute_exists(#" + attribute + ") AND " + ALIVE + ")";
    }

    /**
     * Removes what has expired, so that the operation can be tried on nothing.
     *
     * @throws IllegalStateException it has not, and so is of another type
     */
    private <T> Optional<T> removeExpired(String key, UnmetException unmet, String wanted) throws UnmetException {
        Optional<DynamoItem> found = unmet.found();
        if (found.isPresent() && !found.get().expired(table.clock().instant())) {
            throw new IllegalStateException("the key " + key + " holds no " + wanted);
        } else if (found.isPresent()) {
            table.delete(key, "#until <= :now", values(Map.of()));
        }
        return Optional.empty();
    }

    @Override
    public int add(String key, int amount) {
        return raced(key, () -> {
            Map<String, AttributeValue> values = values(Map.of(
                    ":amount", number(amount),
                    ":low", number((long) Integer.MIN_VALUE - Math.min(0, amount)),
                    ":high", number((long) Integer.MAX_VALUE - Math.max(0, amount))));
            String condition = "attribute_not_exists(#id) OR (#n BETWEEN :low AND :high AND " + ALIVE + ")";
            try {
                DynamoItem item = table.update(key, "ADD #n :amount", condition, values, ReturnValue.UPDATED_NEW);
                return item.text().map(Integer::valueOf);
            } catch (UnmetException e) {
                Optional<DynamoItem> found = e.found();
                if (found.isPresent()
                        && found.get().has(DynamoItem.NUMBER)
                        && !found.get().expired(table.clock().instant())) {
                    throw new IllegalStateException("the value of " + key + " would leave the range of 32 bits");
                }
                return removeExpired(key, e, "number");
            }
        });
    }

    @Override
    public Optional<String> get(String key) {
        return table.get(key).flatMap(DynamoItem::text);
    }

    @Override
    public void set(String key, String value, int expires) {
        Map<String, AttributeValue> item = new LinkedHashMap<>(DynamoItem.text(key, value));
        if (expires > 0) {
            long until = table.clock().millis() + expires * 1000L;
            item.put(DynamoItem.UNTIL, number(until));
            item.put(DynamoItem.EXPIRES, number((until + 999) / 1000));
        }
        table.put(item);
    }

    @Override
    public boolean exists(String key) {
        return table.get(key).isPresent();
    }

    @Override
    public void delete(String key) {
        table.delete(key);
    }

    @Override
    public int push(String key, String value) {
        return raced(key, () -> {
            Map<String, AttributeValue> values = values(Map.of(
                    ":head", AttributeValue.fromL(List.of(AttributeValue.fromS(value))),
                    ":none", AttributeValue.fromL(List.of())));
            try {
                DynamoItem item = table.update(
                        key,
                        "SET #l = list_append(:head, if_not_exists(#l, :none))",
                        absentOr(DynamoItem.LIST),
                        values,
                        ReturnValue.UPDATED_NEW);
                return Optional.of(item.list().size());
            } catch (UnmetException e) {
                return removeExpired(key, e, "list");
            }
        });
    }

    @Override
    public int deleteItem(String key, String value) {
        return raced(key, () -> {
            List<String> list =
                    found(key, DynamoItem.LIST, "list").map(DynamoItem::list).orElse(List.of());
            List<AttributeValue> left = list.stream()
                    .filter(item -> !item.equals(value))
                    .map(AttributeValue::fromS)
                    .toList();
            if (left.size() < list.size()) {
                AttributeValue before = AttributeValue.fromL(
                        list.stream().map(AttributeValue::fromS).toList());
                if (left.isEmpty()) {
                    table.delete(key, "#l = :before", Map.of(":before", before));
                } else {
                    table.update(
                            key,
                            "SET #l = :left",
                            "#l = :before",
                            Map.of(":before", before, ":left", AttributeValue.fromL(left)),
                            ReturnValue.NONE);
                }
            }
            return Optional.of(list.size() - left.size());
        });
    }

    /** An item that is there, which must have this attribute. */
    private Optional<DynamoItem> found(String key, String attribute, String wanted) {
        Optional<DynamoItem> item = table.get(key);
        if (item.isPresent() && !item.get().has(attribute)) {
            throw new IllegalStateException("the key " + key + " holds no " + wanted);
        }
        return item;
    }

    @Override
    public List<String> range(String key, int start, int stop) {
        List<String> list =
                found(key, DynamoItem.LIST, "list").map(DynamoItem::list).orElse(List.of());
        long size = list.size();
        long from = Math.max(0, start < 0 ? size + start : start);
        long to = Math.min(size - 1, stop < 0 ? size + stop : stop);
        return from > to ? List.of() : list.subList((int) from, (int) to + 1);
    }

    @Override
    public boolean addMember(String key, String value) {
        return raced(key, () -> {
            Map<String, AttributeValue> values = values(Map.of(":one", AttributeValue.fromSs(List.of(value))));
            try {
                DynamoItem before =
                        table.update(key, "ADD #m :one", absentOr(DynamoItem.SET), values, ReturnValue.UPDATED_OLD);
                return Optional.of(!before.set().contains(value));
            } catch (UnmetException e) {
                return removeExpired(key, e, "set");
            }
        });
    }

    @Override
    public boolean removeMember(String key, String value) {
        return raced(key, () -> {
            List<String> before =
                    found(key, DynamoItem.SET, "set").map(DynamoItem::set).orElse(List.of());
            if (!before.contains(value)) {
                return Optional.of(false);
            } else if (before.size() == 1) {
                table.delete(key, "#m = :one", Map.of(":one", AttributeValue.fromSs(List.of(value))));
            } else {
                table.update(
                        key,
                        "DELETE #m :one",
                        "contains(#m, :value) AND size(#m) > :single",
                        Map.of(
                                ":one", AttributeValue.fromSs(List.of(value)),
                                ":value", AttributeValue.fromS(value),
                                ":single", number(1)),
                        ReturnValue.NONE);
            }
            return Optional.of(true);
        });
    }

    @Override
    public List<String> members(String key) {
        return found(key, DynamoItem.SET, "set").map(DynamoItem::set).orElse(List.of());
    }

    @Override
    public Collection<String> union(List<String> keys) {
        Set<String> union = new LinkedHashSet<>();
        sets(keys).forEach(union::addAll);
        return union;
    }

    @Override
    public Collection<String> intersection(List<String> keys) {
        List<List<String>> sets = sets(keys);
        if (sets.isEmpty()) {
            return List.of();
        }
        Set<String> intersection = new LinkedHashSet<>(sets.get(0));
        sets.forEach(intersection::retainAll);
        return intersection;
    }

    private List<List<String>> sets(List<String> keys) {
        if (keys.size() > DynamoTable.MAX_KEYS) {
            throw new IllegalArgumentException(
                    "DynamoDB reads " + DynamoTable.MAX_KEYS + " keys at one moment, not " + keys.size());
        }
        List<List<String>> sets = new ArrayList<>();
        for (DynamoItem item : keys.isEmpty() ? List.<DynamoItem>of() : table.get(keys)) {
            if (!item.attributes().isEmpty() && !item.has(DynamoItem.SET)) {
                throw new IllegalStateException("one of the keys holds no set");
            }
            sets.add(item.set());
        }
        return sets;
    }
}
