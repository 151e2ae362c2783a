package dev.wascc.providers.keyvalue;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Strings, lists and sets by key, as Redis keeps them: a key holds one type, and an emptied list or set is gone. */
final class MemoryStore {
    private static final long NEVER = Long.MAX_VALUE;

    /** A value of type String, ArrayList or LinkedHashSet, and when it goes, in milliseconds. */
    private record Entry(Object value, long expiresAt) {}

    private final Clock clock;
    private final Map<String, Entry> entries = new HashMap<>();
    private final ReentrantLock lock = new ReentrantLock();

    MemoryStore(Clock clock) {
        this.clock = clock;
    }

    int add(String key, int amount) {
        return locked(() -> {
            Entry entry = live(key);
            String text = entry == null ? "0" : string(entry, key);
            long sum;
            try {
                sum = Long.parseLong(text) + amount;
            } catch (NumberFormatException e) {
                throw new IllegalStateException("the value of " + key + " is no integer");
            }
            if (sum != (int) sum) {
                throw new IllegalStateException("the value of " + key + " would leave the range of 32 bits");
            }
            entries.put(key, new Entry(Long.toString(sum), entry == null ? NEVER : entry.expiresAt));
            return (int) sum;
        });
    }

    /** Absent where there is no such key, or it holds no string. */
    Optional<String> get(String key) {
        return locked(() -> {
            Entry entry = live(key);
            return entry != null && entry.value instanceof String text ? Optional.of(text) : Optional.empty();
        });
    }

    /** @param expires seconds from now, 0 or less for never */
    void set(String key, String value, long expires) {
        locked(() -> entries.put(key, new Entry(value, expires <= 0 ? NEVER : clock.millis() + expires * 1000)));
    }

    boolean exists(String key) {
        return locked(() -> live(key) != null);
    }

    void delete(String key) {
        locked(() -> entries.remove(key));
    }

    /** Puts the value at the head. */
    int push(String key, String value) {
        return locked(() -> {
            List<String> list = collection(key, new ArrayList<>());
            list.add(0, value);
            return list.size();
        });
    }

    /** Removes all items of this value; answers how many. */
    int deleteItem(String key, String value) {
        return locked(() -> {
            List<String> list = collection(key, new ArrayList<>());
            int before = list.size();
            list.removeIf(value::equals);
            int removed = before - list.size();
            dropIfEmpty(key, list.isEmpty());
            return removed;
        });
    }

    /** Both ends belong to it; below 0 they count from the end. */
    List<String> range(String key, long start, long stop) {
        return locked(() -> {
            List<String> list = collection(key, new ArrayList<>());
            int size = list.size();
            long from = Math.max(0, start < 0 ? size + start : start);
            long to = Math.min(size - 1, stop < 0 ? size + stop : stop);
            List<String> range = from > to ? List.of() : List.copyOf(list.subList((int) from, (int) to + 1));
            dropIfEmpty(key, list.isEmpty());
            return range;
        });
    }

    int addMember(String key, String value) {
        return locked(() -> collection(key, new LinkedHashSet<String>()).add(value) ? 1 : 0);
    }

    int removeMember(String key, String value) {
        return locked(() -> {
            Set<String> set = collection(key, new LinkedHashSet<>());
            boolean removed = set.remove(value);
            dropIfEmpty(key, set.isEmpty());
            return removed ? 1 : 0;
        });
    }

    Set<String> members(String key) {
        return union(List.of(key));
    }

    Set<String> union(List<String> keys) {
        return locked(() -> {
            Set<String> all = new LinkedHashSet<>();
            keys.forEach(key -> all.addAll(peek(key)));
            return all;
        });
    }

    Set<String> intersection(List<String> keys) {
        return locked(() -> {
            Set<String> common = keys.isEmpty() ? new LinkedHashSet<>() : new LinkedHashSet<>(peek(keys.get(0)));
            keys.forEach(key -> common.retainAll(peek(key)));
            return common;
        });
    }

    private Set<String> peek(String key) {
        Set<String> set = collection(key, new LinkedHashSet<>());
        dropIfEmpty(key, set.isEmpty());
        return set;
    }

    private void dropIfEmpty(String key, boolean empty) {
        if (empty) {
            entries.remove(key);
        }
    }

    /** The key's collection, or {@code empty} put there. */
    @SuppressWarnings("unchecked") // the class of the value was just compared
    private <T> T collection(String key, T empty) {
        Entry entry = live(key);
        if (entry == null) {
            entries.put(key, new Entry(empty, NEVER));
            return empty;
        }
        if (entry.value.getClass() != empty.getClass()) {
            throw wrongType(key);
        }
        return (T) entry.value;
    }

    private static String string(Entry entry, String key) {
        if (entry.value instanceof String text) {
            return text;
        }
        throw wrongType(key);
    }

    private static IllegalStateException wrongType(String key) {
        return new IllegalStateException("the value of " + key + " is of another type than this operation is for");
    }

    private @Nullable Entry live(String key) {
        Entry entry = entries.get(key);
        if (entry != null && entry.expiresAt != NEVER && clock.millis() >= entry.expiresAt) {
            entries.remove(key);
            return null;
        }
        return entry;
    }

    private <T extends @Nullable Object> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }
}
