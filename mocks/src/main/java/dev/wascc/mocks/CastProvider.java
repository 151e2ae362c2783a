package dev.wascc.mocks;

import dev.wascc.mocks.Mocks.Role;
import dev.wascc.mocks.RecordedCall.Kind;
import dev.wascc.provider.Binding;
import dev.wascc.provider.CapabilityDescriptor;
import dev.wascc.provider.CapabilityProvider;
import dev.wascc.provider.Dispatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One capability under one binding name, where each actor is served by the installed provider, a mock or a cassette. Actors whose mocks follow
 * the same script share one, and what it has in memory. A provider starts with the first actor that needs it.
 */
final class CastProvider implements CapabilityProvider {
    /** What plays a part: actors with the same are served by one provider. */
    private record Part(Role role, @Nullable MockScript script) {}

    private record Served(CapabilityProvider by, Role role, Journal.Line line) {}

    private final String capability;
    private final Optional<CapabilityProvider> installed;
    private final Mocks mocks;
    private final ReentrantLock starting = new ReentrantLock();
    private final Map<Part, CapabilityProvider> started = new ConcurrentHashMap<>();
    private final Map<String, Served> bound = new ConcurrentHashMap<>();
    private volatile @Nullable Dispatcher dispatcher;

    CastProvider(String capability, Optional<CapabilityProvider> installed, Mocks mocks) {
        this.capability = capability;
        this.installed = installed;
        this.mocks = mocks;
    }

    @Override
    public CapabilityDescriptor descriptor() {
        return installed
                .map(CapabilityProvider::descriptor)
                .orElseGet(() -> new CapabilityDescriptor(capability, "waSCC mock", "0.1.0", 1, "", List.of()));
    }

    @Override
    public boolean suits(Map<String, String> values) {
        return installed.isPresent() && installed.get().suits(values);
    }

    @Override
    public String suitedBy() {
        return installed.map(CapabilityProvider::suitedBy).orElse("nothing");
    }

    @Override
    public void start(Dispatcher toActors) {
        dispatcher = toActors;
    }

    @Override
    public void bind(Binding binding) throws Exception {
        Role role = mocks.role(binding);
        CapabilityProvider provider = playing(role, binding);
        Served before = bound.get(binding.actor());
        provider.bind(binding);
        bound.put(
                binding.actor(),
                new Served(provider, role, new Journal.Line(binding.actor(), capability, binding.name())));
        if (before != null && before.by != provider) {
            before.by.unbind(binding.actor());
        }
    }

    private CapabilityProvider playing(Role role, Binding binding) throws Exception {
        Part part = new Part(role, role == Role.MOCK ? mocks.script(binding) : null);
        starting.lock();
        try {
            CapabilityProvider known = started.get(part);
            if (known != null) {
                return known;
            }
            CapabilityProvider provider = role == Role.INSTALLED
                    ? installed.orElseThrow(() -> new IllegalStateException("nothing provides " + capability))
                    : mocks.made(role, binding);
            Dispatcher toActors = Objects.requireNonNull(dispatcher);
            provider.start(role == Role.INSTALLED && mocks.watches() ? watched(toActors) : toActors);
            started.put(part, provider);
            return provider;
        } finally {
            starting.unlock();
        }
    }

    private Dispatcher watched(Dispatcher toActors) {
        return (actor, operation, payload) -> {
            Served served = bound.get(actor);
            Journal.Line line =
                    served == null ? new Journal.Line(actor, capability, Binding.DEFAULT_NAME) : served.line;
            return Recording.event(mocks.journal(), line, operation, payload, toActors);
        };
    }

    @Override
    public void unbind(String actor) throws Exception {
        Served served = bound.remove(actor);
        if (served != null) {
            served.by.unbind(actor);
        }
    }

    @Override
    public byte[] handle(String actor, String operation, byte[] payload) throws Exception {
        Served served = served(actor);
        if (served.role != Role.INSTALLED || !mocks.watches()) {
            return served.by.handle(actor, operation, payload);
        }
        Journal.Entry entry = mocks.journal().begin(Kind.CALL, served.line, operation, payload);
        return Recording.ended(entry, () -> served.by.handle(actor, operation, payload));
    }

    private Served served(String actor) {
        Served served = bound.get(actor);
        if (served == null) {
            throw new IllegalStateException("Attempted to invoke binding-required operation on unbound provider");
        }
        return served;
    }

    @Override
    public List<String> endpoints(String actor) {
        return served(actor).by.endpoints(actor);
    }

    @Override
    public String backend(String actor) {
        Served served = served(actor);
        String backend = served.by.backend(actor);
        return served.role == Role.INSTALLED && mocks.watches() ? backend + "  (recording)" : backend;
    }

    @Override
    public void checkHealth() throws Exception {
        each(CapabilityProvider::checkHealth);
    }

    @Override
    public void drain() throws Exception {
        each(CapabilityProvider::drain);
    }

    @Override
    public void close() throws Exception {
        each(CapabilityProvider::close);
    }

    private interface Work {
        void of(CapabilityProvider provider) throws Exception;
    }

    /** Does it with each that has started; the first failure is thrown after the last of them. */
    @SuppressWarnings("IllegalCatch") // thrown on
    private void each(Work work) throws Exception {
        List<Exception> failures = new ArrayList<>();
        for (CapabilityProvider provider : started.values()) {
            try {
                work.of(provider);
            } catch (Exception e) {
                failures.add(e);
            }
        }
        if (!failures.isEmpty()) {
            throw failures.get(0);
        }
    }
}
