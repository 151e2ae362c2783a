package dev.wascc.samples.portable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Texts, lists and sets by key, as Redis keeps them: a key has one kind, and what is empty is gone. */
final class Store {
    private final Map<String, Object> entries = new HashMap<>();

    int add(String key, int amount) {
        long sum = number(key) + (long) amount;
        if (sum != (int) sum) {
            throw new IllegalArgumentException("the sum of " + key + " has more than 32 bits");
        }
        entries.put(key, String.valueOf(sum));
        return (int) sum;
    }

    private int number(String key) {
        String text = text(key);
        if (text == null && entries.containsKey(key)) {
            throw otherKind(key);
        }
        try {
            return text == null ? 0 : Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("the value of " + key + " is no number", e);
        }
    }

    /** Null where there is no text. */
    @Nullable
    String text(String key) {
        Object entry = entries.get(key);
        return entry instanceof String text ? text : null;
    }

    void set(String key, String value) {
        entries.put(key, value);
    }

    boolean has(String key) {
        return entries.containsKey(key);
    }

    void delete(String key) {
        entries.remove(key);
    }

    int push(String key, String value) {
        List<String> list = list(key);
        list.add(0, value);
        entries.put(key, list);
        return list.size();
    }

    /** How many there were. */
    int deleteItem(String key, String value) {
        List<String> list = list(key);
        int before = list.size();
        list.removeIf(value::equals);
        if (list.isEmpty()) {
            entries.remove(key);
        }
        return before - list.size();
    }

    /** From {@code start} to {@code stop}, both included; negative ones count from the end. */
    List<String> range(String key, int start, int stop) {
        List<String> list = list(key);
        int from = Math.max(0, start < 0 ? list.size() + start : start);
        int to = Math.min(list.size(), (stop < 0 ? list.size() + stop : stop) + 1);
        return from >= to ? new ArrayList<>() : new ArrayList<>(list.subList(from, to));
    }

    boolean remove(String key, String value) {
        TreeSet<String> members = members(key, false);
        boolean removed = members.remove(value);
        if (members.isEmpty()) {
            entries.remove(key);
        }
        return removed;
    }

    /** @param create whether a set that is not there is put there */
    @SuppressWarnings("unchecked") // a set holds texts alone
    TreeSet<String> members(String key, boolean create) {
        Object entry = entries.get(key);
        if (entry == null) {
            TreeSet<String> none = new TreeSet<>();
            if (create) {
                entries.put(key, none);
            }
            return none;
        }
        if (entry instanceof TreeSet<?> set) {
            return (TreeSet<String>) set;
        }
        throw otherKind(key);
    }

    @SuppressWarnings("unchecked") // a list holds texts alone
    private List<String> list(String key) {
        Object entry = entries.get(key);
        if (entry == null) {
            return new ArrayList<>();
        }
        if (entry instanceof ArrayList<?> list) {
            return (List<String>) list;
        }
        throw otherKind(key);
    }

    private static IllegalArgumentException otherKind(String key) {
        return new IllegalArgumentException("the key " + key + " holds a value of another kind");
    }
}
