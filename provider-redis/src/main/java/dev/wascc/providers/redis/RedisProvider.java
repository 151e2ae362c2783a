package dev.wascc.providers.redis;

import dev.wascc.provider.Binding;
import dev.wascc.provider.CapabilityProvider;
import java.util.Map;

/**
 * What the providers on Redis have in common. Binding values: {@code URL}, {@code redis://} or {@code rediss://USER:PASSWORD@HOST:PORT/DATABASE}
 * (TLS for the latter), {@code USERNAME} and {@code PASSWORD} where the URL is to hold none, {@code CA_FILE} for certificates of one's own.
 */
abstract sealed class RedisProvider implements CapabilityProvider
        permits RedisKeyValueProvider, RedisStreamsProvider, RedisGraphProvider {
    private final RedisConnections connections = new RedisConnections();

    RedisServer server(String actor) {
        return connections.of(actor);
    }

    @Override
    public boolean suits(Map<String, String> values) {
        return RedisSettings.suit(values);
    }

    @Override
    public String suitedBy() {
        return "URL: redis://… or rediss://…";
    }

    @Override
    public String backend(String actor) {
        return server(actor).settings().shown();
    }

    /** Refuses where the server does not answer. */
    @Override
    public void bind(Binding binding) throws Exception {
        connections.bind(binding);
    }

    @Override
    public void unbind(String actor) {
        connections.unbind(actor);
    }

    @Override
    public void checkHealth() throws Exception {
        connections.checkHealth();
    }

    @Override
    public void close() {
        connections.close();
    }
}
