package dev.wascc.providers.keyvalue;

import dev.wascc.provider.keyvalue.KeyValueStore;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A key-value store in memory that refuses to grow beyond its bound: actors must not take the host's memory. */
final class MemoryStore implements KeyValueStore {
    /** Of texts, in bytes. */
    static final long MAX_BYTES = 64L << 20;

    private static final long NEVER = Long.MAX_VALUE;
    /** What a key or an item takes beside its characters, about. */
    private static final int OVERHEAD = 64;

    /** A value of type String, ArrayDeque or LinkedHashSet, and when it goes, in milliseconds. */
    private record Entry(Object value, long expiresAt) {}

    private final Clock clock;
    private final long maxBytes;
    private final Map<String, Entry> entries = new HashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private long bytes;

    MemoryStore(Clock clock, long maxBytes) {
        this.clock = clock;
        this.maxBytes = maxBytes;
    }

    @Override
    public int add(String key, int amount) {
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
            put(key, Long.toString(sum), entry == null ? NEVER : entry.expiresAt);
            return (int) sum;
        });
    }

    @Override
    public Optional<String> get(String key) {
        return locked(() -> {
            Entry entry = live(key);
            return entry != null && entry.value instanceof String text ? Optional.of(text) : Optional.empty();
        });
    }

    @Override
    public void set(String key, String value, int expires) {
        locked(() -> {
            live(key);
            put(key, value, expires <= 0 ? NEVER : clock.millis() + expires * 1000L);
            return key;
        });
    }

    private void put(String key, String value, long expiresAt) {
        Entry before = entries.get(key);
        long freed = before == null ? 0 : cost(key) + cost(before.value);
        reserve(cost(key) + cost(value) - freed);
        entries.put(key, new Entry(value, expiresAt));
    }

    @Override
    public boolean exists(String key) {
        return locked(() -> live(key) != null);
    }

    @Override
    public void delete(String key) {
        locked(() -> {
            drop(key);
            return key;
        });
    }

    @Override
    public int push(String key, String value) {
        return locked(() -> {
            ArrayDeque<String> list = grown(key, value, new ArrayDeque<>());
            list.addFirst(value);
            return list.size();
        });
    }

    @Override
    public int deleteItem(String key, String value) {
        return locked(() -> {
            ArrayDeque<String> list = collection(key, new ArrayDeque<>());
            int before = list.size();
            list.removeIf(value::equals);
            int removed = before - list.size();
            bytes -= removed * cost(value);
            dropIfEmpty(key, list);
            return removed;
        });
    }

    @Override
    public List<String> range(String key, int start, int stop) {
        return locked(() -> {
            ArrayDeque<String> list = collection(key, new ArrayDeque<>());
            int size = list.size();
            long from = Math.max(0, start < 0 ? (long) size + start : start);
            long to = Math.min(size - 1L, stop < 0 ? (long) size + stop : stop);
            return from > to
                    ? List.of()
                    : list.stream().skip(from).limit(to - from + 1).toList();
        });
    }

    @Override
    public boolean addMember(String key, String value) {
        return locked(() -> !collection(key, new LinkedHashSet<String>()).contains(value)
                && grown(key, value, new LinkedHashSet<String>()).add(value));
    }

    @Override
    public boolean removeMember(String key, String value) {
        return locked(() -> {
            LinkedHashSet<String> set = collection(key, new LinkedHashSet<>());
            boolean removed = set.remove(value);
            bytes -= removed ? cost(value) : 0;
            dropIfEmpty(key, set);
            return removed;
        });
    }

    @Override
    public Set<String> members(String key) {
        return union(List.of(key));
    }

    @Override
    public Set<String> union(List<String> keys) {
        return locked(() -> {
            Set<String> all = new LinkedHashSet<>();
            keys.forEach(key -> all.addAll(collection(key, new LinkedHashSet<String>())));
            return all;
        });
    }

    @Override
    public Set<String> intersection(List<String> keys) {
        return locked(() -> {
            Set<String> common = keys.isEmpty()
                    ? new LinkedHashSet<>()
                    : new LinkedHashSet<>(collection(keys.get(0), new LinkedHashSet<String>()));
            keys.forEach(key -> common.retainAll(collection(key, new LinkedHashSet<String>())));
            return common;
        });
    }

    /** The key's collection, or {@code empty} where there is none, which is not put there. */
    @SuppressWarnings("unchecked") // the class of the value was just compared
    private <T extends Collection<String>> T collection(String key, T empty) {
        Entry entry = live(key);
        if (entry == null) {
            return empty;
        }
        if (entry.value.getClass() != empty.getClass()) {
            throw wrongType(key);
        }
        return (T) entry.value;
    }

    /** The key's collection, or {@code empty} put there, with room for one more value. */
    private <T extends Collection<String>> T grown(String key, String value, T empty) {
        T collection = collection(key, empty);
        boolean fresh = collection == empty;
        reserve(cost(value) + (fresh ? cost(key) : 0));
        if (fresh) {
            entries.put(key, new Entry(empty, NEVER));
        }
        return collection;
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
            drop(key);
            return null;
        }
        return entry;
    }

    private void dropIfEmpty(String key, Collection<String> collection) {
        if (collection.isEmpty()) {
            drop(key);
        }
    }

    private void drop(String key) {
        Entry entry = entries.remove(key);
        bytes -= entry == null ? 0 : cost(key) + cost(entry.value);
    }

    /** Makes room, of what has expired if need be, or refuses. */
    private void reserve(long more) {
        if (more > 0 && bytes + more > maxBytes) {
            new ArrayList<>(entries.keySet()).forEach(this::live);
            if (bytes + more > maxBytes) {
                throw new IllegalStateException("the store in memory is full: it holds " + maxBytes + " bytes at most");
            }
        }
        bytes += more;
    }

    private static long cost(Object value) {
        if (value instanceof String text) {
            return OVERHEAD + 2L * text.length();
        }
        return ((Collection<?>) value).stream().mapToLong(MemoryStore::cost).sum();
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
