package dev.wascc.providers.file;

import dev.wascc.provider.keyvalue.KeyValueStore;
import dev.wascc.providers.file.Head.Type;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;

/**
 * A key-value store in a file. A change is written as a whole before it is answered, so that the death of the process takes nothing back;
 * that of the machine takes what was answered in the last second.
 */
final class FileStore implements KeyValueStore, AutoCloseable {
    private final Clock clock;
    private final StoreFile file;
    private final ReentrantLock lock = new ReentrantLock();
    private final ScheduledExecutorService forcing = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "keyvalue-file");
        thread.setDaemon(true);
        return thread;
    });

    private FileStore(Clock clock, StoreFile file) {
        this.clock = clock;
        this.file = file;
        forcing.scheduleWithFixedDelay(this::force, 1, 1, TimeUnit.SECONDS);
    }

    private void force() {
        lock.lock();
        try {
            file.force();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Opens a file, or makes it.
     *
     * @param maxBytes of keys and values; more is refused
     */
    static FileStore open(Path path, long maxBytes, Clock clock) throws IOException {
        return new FileStore(clock, StoreFile.open(path, maxBytes));
    }

    /** Does it alone; what it changed is in the file afterwards, or undone where it was refused. */
    private <T> T alone(Supplier<T> work) throws IOException {
        lock.lock();
        boolean done = false;
        try {
            T result = work.get();
            file.save();
            done = true;
            return result;
        } catch (MVStoreException e) {
            throw new IOException("the store's file could not be read or written", e);
        } finally {
            if (!done) {
                file.undo();
            }
            lock.unlock();
        }
    }

    @Override
    public int add(String key, int amount) throws IOException {
        return alone(() -> {
            Head head = live(key);
            String text = head == null ? "0" : head.require(Type.STRING, key).text();
            long sum;
            try {
                sum = Long.parseLong(text) + amount;
            } catch (NumberFormatException e) {
                throw new IllegalStateException("the value of " + key + " is no integer");
            }
            if (sum != (int) sum) {
                throw new IllegalStateException("the value of " + key + " would leave the range of 32 bits");
            }
            file.put(key, Head.string(Long.toString(sum), head == null ? Head.NEVER : head.expiresAt()));
            return (int) sum;
        });
    }

    @Override
    public Optional<String> get(String key) throws IOException {
        return alone(() -> Optional.ofNullable(live(key))
                .filter(head -> head.type() == Type.STRING)
                .map(Head::text));
    }

    @Override
    public void set(String key, String value, int expires) throws IOException {
        alone(() -> {
            drop(key);
            file.put(key, Head.string(value, expires <= 0 ? Head.NEVER : clock.millis() + expires * 1000L));
            return key;
        });
    }

    @Override
    public boolean exists(String key) throws IOException {
        return alone(() -> live(key) != null);
    }

    @Override
    public void delete(String key) throws IOException {
        alone(() -> {
            drop(key);
            return key;
        });
    }

    @Override
    public int push(String key, String value) throws IOException {
        return alone(() -> {
            Head grown = of(Type.LIST, key).pushed();
            file.putItem(key, Long.toString(grown.first()), value);
            file.put(key, grown);
            return grown.count();
        });
    }

    @Override
    public int deleteItem(String key, String value) throws IOException {
        return alone(() -> {
            Head list = of(Type.LIST, key);
            List<String> all = values(key, list, 0, list.count());
            List<String> kept = all.stream().filter(item -> !item.equals(value)).toList();
            if (kept.size() < all.size()) {
                drop(key);
                Head rest = Head.list();
                for (int i = kept.size() - 1; i >= 0; i--) {
                    rest = rest.pushed();
                    file.putItem(key, Long.toString(rest.first()), kept.get(i));
                }
                if (!kept.isEmpty()) {
                    file.put(key, rest);
                }
            }
            return all.size() - kept.size();
        });
    }

    @Override
    public List<String> range(String key, int start, int stop) throws IOException {
        return alone(() -> {
            Head list = of(Type.LIST, key);
            long from = Math.max(0, start < 0 ? (long) list.count() + start : start);
            long to = Math.min(list.count() - 1L, stop < 0 ? (long) list.count() + stop : stop);
            return values(key, list, from, to + 1);
        });
    }

    private List<String> values(String key, Head list, long from, long end) {
        List<String> values = new ArrayList<>();
        for (long i = from; i < end; i++) {
            values.add(file.item(key, Long.toString(list.first() + i)));
        }
        return values;
    }

    @Override
    public boolean addMember(String key, String value) throws IOException {
        return alone(() -> {
            Head set = of(Type.SET, key);
            boolean added = file.putItem(key, value, "");
            if (added) {
                file.put(key, set.counted(1));
            }
            return added;
        });
    }

    @Override
    public boolean removeMember(String key, String value) throws IOException {
        return alone(() -> {
            Head set = of(Type.SET, key);
            boolean removed = file.removeItem(key, value);
            if (removed && set.count() == 1) {
                drop(key);
            } else if (removed) {
                file.put(key, set.counted(-1));
            }
            return removed;
        });
    }

    @Override
    public Collection<String> members(String key) throws IOException {
        return union(List.of(key));
    }

    @Override
    public Collection<String> union(List<String> keys) throws IOException {
        return alone(() -> {
            Set<String> all = new LinkedHashSet<>();
            keys.forEach(key -> all.addAll(set(key)));
            return all;
        });
    }

    @Override
    public Collection<String> intersection(List<String> keys) throws IOException {
        return alone(() -> {
            Set<String> common = new LinkedHashSet<>(keys.isEmpty() ? Set.of() : set(keys.get(0)));
            keys.forEach(key -> common.retainAll(set(key)));
            return common;
        });
    }

    private List<String> set(String key) {
        of(Type.SET, key);
        return file.items(key);
    }

    /** The key's head, or an empty one of that type, which is not put there. */
    private Head of(Type type, String key) {
        Head head = live(key);
        if (head == null) {
            return type == Type.LIST ? Head.list() : Head.set();
        }
        return head.require(type, key);
    }

    private @Nullable Head live(String key) {
        Head head = file.head(key);
        if (head != null && head.expiresAt() != Head.NEVER && clock.millis() >= head.expiresAt()) {
            drop(key);
            return null;
        }
        return head;
    }

    private void drop(String key) {
        Head head = file.head(key);
        if (head != null) {
            file.remove(key);
            if (head.type() != Type.STRING) {
                file.items(key).forEach(item -> file.removeItem(key, item));
            }
        }
    }

    @Override
    public void close() {
        forcing.shutdown();
        lock.lock();
        try {
            file.close();
        } finally {
            lock.unlock();
        }
    }
}
