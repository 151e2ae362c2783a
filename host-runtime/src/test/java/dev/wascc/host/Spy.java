package dev.wascc.host;

import dev.wascc.provider.Binding;
import dev.wascc.provider.CapabilityDescriptor;
import dev.wascc.provider.CapabilityProvider;
import dev.wascc.provider.Dispatcher;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers with what it was called with, or as {@link #answer} says; {@link #onBind} and {@link #onUnbind} may get in the way. */
final class Spy implements CapabilityProvider {
    final AtomicInteger calls = new AtomicInteger();
    final Map<String, Binding> bound = new ConcurrentHashMap<>();
    final AtomicBoolean closed = new AtomicBoolean();
    final AtomicBoolean drained = new AtomicBoolean();
    volatile Dispatcher dispatcher;
    volatile Answer answer = (actor, operation, payload) -> payload;
    volatile Hook onBind = actor -> {};
    volatile Hook onUnbind = actor -> {};
    volatile Hook onClose = nobody -> {};
    volatile Check health = () -> {};
    private final String id;

    interface Answer {
        byte[] answer(String actor, String operation, byte[] payload) throws Exception;
    }

    interface Hook {
        void run(String actor) throws Exception;
    }

    interface Check {
        void run() throws Exception;
    }

    Spy(String id) {
        this.id = id;
    }

    @Override
    public CapabilityDescriptor descriptor() {
        return new CapabilityDescriptor(id, "spy", "1", 1, "", List.of());
    }

    @Override
    public void start(Dispatcher toActors) {
        dispatcher = toActors;
    }

    @Override
    public void bind(Binding binding) throws Exception {
        onBind.run(binding.actor());
        if (binding.values().containsKey("REFUSE")) {
            throw new IllegalArgumentException("REFUSE is set");
        }
        bound.put(binding.actor(), binding);
    }

    @Override
    public void unbind(String actor) throws Exception {
        onUnbind.run(actor);
        bound.remove(actor);
    }

    @Override
    public byte[] handle(String actor, String operation, byte[] payload) throws Exception {
        calls.incrementAndGet();
        return answer.answer(actor, operation, payload);
    }

    @Override
    public List<String> endpoints(String actor) {
        return List.of("spy://" + actor);
    }

    @Override
    public void checkHealth() throws Exception {
        health.run();
    }

    @Override
    public void drain() {
        drained.set(true);
    }

    @Override
    public void close() throws Exception {
        closed.set(true);
        onClose.run("");
    }
}
