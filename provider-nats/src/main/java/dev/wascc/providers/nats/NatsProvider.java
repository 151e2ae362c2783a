package dev.wascc.providers.nats;

import dev.wascc.provider.Binding;
import dev.wascc.provider.CapabilityDescriptor;
import dev.wascc.provider.CapabilityProvider;
import dev.wascc.provider.Dispatcher;
import dev.wascc.provider.ServerUrl;
import dev.wascc.provider.messaging.MessagingOperations;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * {@code wascc:messaging} on NATS, a connection for each actor. Binding values are those of wascc-nats 0.9.1: {@code URL}, {@code nats://} or
 * {@code tls://USER:PASSWORD@HOST:PORT} and more of them with commas; {@code CREDSFILE}; {@code SUBSCRIPTION}; {@code QUEUEGROUP_NAME}; and
 * {@code CA_FILE} for certificates of one's own.
 */
public final class NatsProvider implements CapabilityProvider {
    private final Map<String, NatsLink> links = new ConcurrentHashMap<>();
    private volatile @Nullable Dispatcher dispatcher;

    @Override
    public CapabilityDescriptor descriptor() {
        return MessagingOperations.descriptor("waSCC messaging (NATS)", "Carries messages through NATS servers");
    }

    @Override
    public boolean suits(Map<String, String> values) {
        return ServerUrl.hasScheme(values, "URL", NatsSettings.SCHEMES);
    }

    @Override
    public String suitedBy() {
        return "URL: nats://… or tls://…";
    }

    @Override
    public String backend(String actor) {
        return link(actor).settings().shown();
    }

    @Override
    public void start(Dispatcher toActors) {
        dispatcher = toActors;
    }

    @Override
    public void bind(Binding binding) throws Exception {
        Dispatcher toActors = dispatcher;
        if (toActors == null) {
            throw new IllegalStateException("the provider was not started");
        }
        NatsLink fresh = NatsLink.open(binding.actor(), NatsSettings.of(binding.values()), toActors);
        close(links.put(binding.actor(), fresh));
    }

    @Override
    public void unbind(String actor) {
        close(links.remove(actor));
    }

    private static void close(@Nullable NatsLink link) {
        if (link != null) {
            link.close();
        }
    }

    @Override
    public byte[] handle(String actor, String operation, byte[] payload) throws Exception {
        return MessagingOperations.perform(link(actor), operation, payload);
    }

    private NatsLink link(String actor) {
        NatsLink link = links.get(actor);
        if (link == null) {
            throw new IllegalStateException("Attempted to invoke binding-required operation on unbound provider");
        }
        return link;
    }

    @Override
    public void checkHealth() {
        for (NatsLink link : links.values()) {
            if (!link.connected()) {
                throw new IllegalStateException(link.settings().shown() + " is not connected");
            }
        }
    }

    @Override
    public void close() {
        links.keySet().forEach(this::unbind);
    }
}
