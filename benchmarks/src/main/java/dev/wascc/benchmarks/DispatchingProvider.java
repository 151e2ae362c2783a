package dev.wascc.benchmarks;

import dev.wascc.provider.Binding;
import dev.wascc.provider.CapabilityDescriptor;
import dev.wascc.provider.CapabilityProvider;
import dev.wascc.provider.Dispatcher;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Calls actors as an HTTP server does, without HTTP. */
final class DispatchingProvider implements CapabilityProvider {
    private volatile @Nullable Dispatcher dispatcher;

    Dispatcher dispatcher() {
        return Objects.requireNonNull(dispatcher, "the provider was not started");
    }

    @Override
    public CapabilityDescriptor descriptor() {
        return new CapabilityDescriptor("wascc:http_server", "calls", "1.0.0", 1, "", List.of());
    }

    @Override
    public void start(Dispatcher toActors) {
        dispatcher = toActors;
    }

    @Override
    public void bind(Binding binding) {
        // nothing to be opened
    }

    @Override
    public void unbind(String actor) {
        // nothing was opened
    }

    @Override
    public byte[] handle(String actor, String operation, byte[] payload) {
        throw new IllegalArgumentException("bad dispatch");
    }
}
