package dev.wascc.providers.file;

import dev.wascc.provider.Binding;
import dev.wascc.provider.CapabilityDescriptor;
import dev.wascc.provider.CapabilityProvider;
import dev.wascc.provider.keyvalue.KeyValueOperations;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * {@code wascc:keyvalue} in a file. Binding values: {@code URL}, {@code file:PATH}; {@code MAX_MIB}, how much of keys and values it may hold, 256.
 * Actors that are bound to the same file see the same keys; one process at a time may have it open.
 */
public final class FileKeyValueProvider implements CapabilityProvider {
    private static final String SCHEME = "file:";

    /** A file, and how many actors use it. */
    private static final class Shared {
        private final Path path;
        private final FileStore store;
        private int users;

        Shared(Path path, FileStore store) {
            this.path = path;
            this.store = store;
        }
    }

    private final Clock clock;
    private final Map<Path, Shared> open = new HashMap<>();
    private final Map<String, Shared> byActor = new HashMap<>();
    private final ReentrantLock lock = new ReentrantLock();

    public FileKeyValueProvider() {
        this(Clock.systemUTC());
    }

    /** Values expire by this clock. */
    public FileKeyValueProvider(Clock clock) {
        this.clock = clock;
    }

    @Override
    public CapabilityDescriptor descriptor() {
        return KeyValueOperations.descriptor(
                "waSCC key-value store (file)", "Strings, counters, lists and sets by key, kept in a file");
    }

    @Override
    public boolean suits(Map<String, String> values) {
        return values.getOrDefault("URL", "").startsWith(SCHEME);
    }

    @Override
    public String suitedBy() {
        return "URL: file:PATH";
    }

    @Override
    public String backend(String actor) {
        return "file " + shared(actor).path;
    }

    @Override
    public void bind(Binding binding) throws IOException {
        Path path = path(binding.values().getOrDefault("URL", ""));
        long maxBytes = mebibytes(binding.values().getOrDefault("MAX_MIB", "256")) << 20;
        lock.lock();
        try {
            Shared shared = open.get(path);
            if (shared == null) {
                shared = new Shared(path, FileStore.open(path, maxBytes, clock));
                open.put(path, shared);
            }
            shared.users++;
            release(byActor.put(binding.actor(), shared));
        } finally {
            lock.unlock();
        }
    }

    private static Path path(String url) {
        String text = url.substring(Math.min(SCHEME.length(), url.length()));
        try {
            if (!text.isBlank()) {
                return Path.of(text.startsWith("///") ? text.substring(2) : text)
                        .toAbsolutePath()
                        .normalize();
            }
        } catch (InvalidPathException e) {
            // said below
        }
        throw new IllegalArgumentException("URL is file:PATH, with the path of a file");
    }

    private static long mebibytes(String text) {
        try {
            long mebibytes = Long.parseLong(text.strip());
            if (mebibytes >= 1 && mebibytes <= 65_536) {
                return mebibytes;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new IllegalArgumentException("MAX_MIB is a number from 1 to 65536");
    }

    @Override
    public void unbind(String actor) {
        lock.lock();
        try {
            release(byActor.remove(actor));
        } finally {
            lock.unlock();
        }
    }

    private void release(@org.jspecify.annotations.Nullable Shared shared) {
        if (shared != null && --shared.users == 0) {
            open.remove(shared.path);
            shared.store.close();
        }
    }

    @Override
    public byte[] handle(String actor, String operation, byte[] payload) throws Exception {
        return KeyValueOperations.perform(shared(actor).store, operation, payload);
    }

    private Shared shared(String actor) {
        lock.lock();
        try {
            Shared shared = byActor.get(actor);
            if (shared == null) {
                throw new IllegalStateException("Attempted to invoke binding-required operation on unbound provider");
            }
            return shared;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        Set<String> actors;
        lock.lock();
        try {
            actors = Set.copyOf(byActor.keySet());
        } finally {
            lock.unlock();
        }
        actors.forEach(this::unbind);
    }
}
