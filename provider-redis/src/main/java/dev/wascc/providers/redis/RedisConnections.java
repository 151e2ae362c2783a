package dev.wascc.providers.redis;

import dev.wascc.provider.Binding;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Which actor uses which server. Actors with the same settings share one pool, which is closed with the last of them. */
final class RedisConnections {

    /** A server and how many hold on to it. */
    private static final class Shared {
        private final RedisServer server;
        private int users;

        Shared(RedisServer server) {
            this.server = server;
        }
    }

    private final Map<RedisSettings, Shared> servers = new HashMap<>();
    private final Map<String, RedisServer> byActor = new HashMap<>();
    /** Held over these two maps alone, and never while a server is spoken to. */
    private final ReentrantLock lock = new ReentrantLock();

    /** Connects an actor, after the server has answered. */
    void bind(Binding binding) throws IOException, RedisException {
        RedisServer server = taken(RedisSettings.of(binding.values()));
        try {
            server.ping();
        } catch (RedisException e) {
            release(server);
            throw e;
        }
        release(connected(binding.actor(), server));
    }

    void unbind(String actor) {
        release(connected(actor, null));
    }

    private RedisServer taken(RedisSettings settings) throws IOException {
        lock.lock();
        try {
            Shared shared = servers.get(settings);
            if (shared == null) {
                shared = new Shared(RedisServer.of(settings));
                servers.put(settings, shared);
            }
            shared.users++;
            return shared.server;
        } finally {
            lock.unlock();
        }
    }

    private @Nullable RedisServer connected(String actor, @Nullable RedisServer server) {
        lock.lock();
        try {
            return server == null ? byActor.remove(actor) : byActor.put(actor, server);
        } finally {
            lock.unlock();
        }
    }

    private void release(@Nullable RedisServer server) {
        if (server != null && last(server)) {
            server.close();
        }
    }

    private boolean last(RedisServer server) {
        lock.lock();
        try {
            Shared shared = servers.get(server.settings());
            if (shared == null || --shared.users > 0) {
                return false;
            }
            servers.remove(server.settings());
            return true;
        } finally {
            lock.unlock();
        }
    }

    RedisServer of(String actor) {
        lock.lock();
        try {
            RedisServer server = byActor.get(actor);
            if (server == null) {
                throw new IllegalStateException("Attempted to invoke binding-required operation on unbound provider");
            }
            return server;
        } finally {
            lock.unlock();
        }
    }

    void checkHealth() throws RedisException {
        List<RedisServer> all;
        lock.lock();
        try {
            all = servers.values().stream().map(shared -> shared.server).toList();
        } finally {
            lock.unlock();
        }
        for (RedisServer server : all) {
            server.ping();
        }
    }

    void close() {
        List<String> actors;
        lock.lock();
        try {
            actors = new ArrayList<>(byActor.keySet());
        } finally {
            lock.unlock();
        }
        actors.forEach(this::unbind);
    }
}
