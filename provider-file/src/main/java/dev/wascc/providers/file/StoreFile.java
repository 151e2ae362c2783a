package dev.wascc.providers.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;

/**
 * The file, and how keys and items lie in it: one map has the {@link Head} of each key, the other the items of lists and sets, each under the length of
 * its key, the key, and its name within it, so that those of one key stand together. Not for several threads.
 */
final class StoreFile implements AutoCloseable {
    private static final int CACHE_MEBIBYTES = 16;
    private static final int RETENTION_MILLIS = 5_000;
    private static final int SAVES_A_COMPACTION = 256;
    private static final int COMPACTED_BYTES = 4 << 20;
    private static final int FILL_PERCENT = 60;

    private final MVStore store;
    private final MVMap<String, String> heads;
    private final MVMap<String, String> items;
    private final long maxBytes;
    private final Deque<Change> unsaved = new ArrayDeque<>();
    private long bytes;
    private int saves;
    private boolean unforced;

    /** What a map had for a key before it was changed. */
    private record Change(MVMap<String, String> map, String key, @Nullable String before) {}

    private StoreFile(MVStore store, long maxBytes) {
        this.store = store;
        this.heads = store.openMap("heads");
        this.items = store.openMap("items");
        this.maxBytes = maxBytes;
        heads.forEach((key, head) -> bytes += cost(key, head));
        items.forEach((key, item) -> bytes += cost(key, item));
    }

    static StoreFile open(Path path, long maxBytes) throws IOException {
        Path directory = path.toAbsolutePath().getParent();
        if (directory == null || !Files.isDirectory(directory)) {
            throw new IOException("the directory of " + path + " is not there; make it first");
        }
        MVStore store;
        try {
            // Changes are saved by save alone: nothing goes to the file in the middle of one.
            store = new MVStore.Builder()
                    .fileName(path.toString())
                    .cacheSize(CACHE_MEBIBYTES)
                    .autoCommitDisabled()
                    .open();
        } catch (MVStoreException e) {
            throw new IOException(
                    path + " cannot be opened as a store: another process has it, or it is something else", e);
        }
        store.setRetentionTime(RETENTION_MILLIS);
        return new StoreFile(store, maxBytes);
    }

    /** Writes what has changed to the file, as a whole; the system brings it to the disk, {@link #force} at once. */
    void save() {
        if (!unsaved.isEmpty()) {
            store.commit();
            unforced = true;
            unsaved.clear();
            if (++saves % SAVES_A_COMPACTION == 0) {
                store.compact(FILL_PERCENT, COMPACTED_BYTES);
            }
        }
    }

    /** Waits until what was saved is on the disk. */
    void force() {
        if (unforced) {
            unforced = false;
            store.sync();
        }
    }

    /** Takes back what has changed since the last save. */
    void undo() {
        while (!unsaved.isEmpty()) {
            Change change = unsaved.removeLast();
            if (change.before == null) {
                remove(change.map, change.key);
            } else {
                swap(change.map, change.key, change.before);
            }
            unsaved.removeLast();
        }
    }

    @Nullable
    Head head(String key) {
        String written = heads.get(key);
        return written == null ? null : Head.parse(written);
    }

    void put(String key, Head head) {
        put(heads, key, head.written());
    }

    void remove(String key) {
        remove(heads, key);
    }

    String item(String key, String name) {
        return String.valueOf(items.get(path(key, name)));
    }

    /** Whether there was none of that name. */
    boolean putItem(String key, String name, String value) {
        return put(items, path(key, name), value);
    }

    /** Whether there was one of that name. */
    boolean removeItem(String key, String name) {
        return remove(items, path(key, name));
    }

    /** The names of a key's items. */
    List<String> items(String key) {
        List<String> names = new ArrayList<>();
        String prefix = path(key, "");
        Iterator<String> all = items.keyIterator(prefix);
        while (all.hasNext()) {
            String next = all.next();
            if (!next.startsWith(prefix)) {
                break;
            }
            names.add(next.substring(prefix.length()));
        }
        return names;
    }

    private boolean put(MVMap<String, String> map, String key, String value) {
        String before = map.get(key);
        long more = cost(key, value) - (before == null ? 0 : cost(key, before));
        if (more > 0 && bytes + more > maxBytes) {
            throw new IllegalStateException("the store's file is full: it holds " + maxBytes + " bytes at most");
        }
        swap(map, key, value);
        return before == null;
    }

    private void swap(MVMap<String, String> map, String key, String value) {
        String before = map.put(key, value);
        bytes += cost(key, value) - (before == null ? 0 : cost(key, before));
        unsaved.add(new Change(map, key, before));
    }

    private boolean remove(MVMap<String, String> map, String key) {
        String before = map.remove(key);
        bytes -= before == null ? 0 : cost(key, before);
        unsaved.add(new Change(map, key, before));
        return before != null;
    }

    private static String path(String key, String name) {
        return key.length() + ":" + key + ":" + name;
    }

    private static long cost(String key, String value) {
        return (long) key.length() + value.length();
    }

    @Override
    public void close() {
        store.close();
    }
}
