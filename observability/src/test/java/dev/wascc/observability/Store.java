package dev.wascc.observability;

import dev.wascc.provider.Binding;
import dev.wascc.provider.CapabilityDescriptor;
import dev.wascc.provider.CapabilityProvider;
import dev.wascc.provider.Dispatcher;
import dev.wascc.provider.message.Shapes;
import java.util.List;

/** Answers {@code Add} with 1. */
public final class Store implements CapabilityProvider {
    public volatile Dispatcher dispatcher;
    public volatile boolean down;
    public volatile Runnable before = () -> {};
    private final String id;

    public Store(String id) {
        this.id = id;
    }

    @Override
    public CapabilityDescriptor descriptor() {
        return new CapabilityDescriptor(id, "store", "1", 1, "", List.of());
    }

    @Override
    public void start(Dispatcher toActors) {
        dispatcher = toActors;
    }

    @Override
    public void bind(Binding binding) {}

    @Override
    public void unbind(String actor) {}

    @Override
    public byte[] handle(String actor, String operation, byte[] payload) {
        before.run();
        return Shapes.ADD_RESPONSE.message().with("value", 1L).encode();
    }

    @Override
    public void checkHealth() {
        if (down) {
            throw new IllegalStateException("connection refused");
        }
    }
}
