package dev.wascc.host;

import dev.wascc.provider.Binding;
import dev.wascc.provider.CapabilityDescriptor;
import dev.wascc.provider.CapabilityProvider;
import dev.wascc.provider.Dispatcher;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All installed providers of one capability under one binding name: each actor is connected to the one that its binding's values mean. A
 * provider starts with the first actor that needs it.
 */
final class Switchboard implements CapabilityProvider {

    /** One provider, started when it is first needed. The lock holds up those alone that need this very provider. */
    private static final class Line {
        private final CapabilityProvider provider;
        private final ReentrantLock lock = new ReentrantLock();
        private volatile boolean started;

        Line(CapabilityProvider provider) {
            this.provider = provider;
        }

        void start(@Nullable Dispatcher toActors) throws Exception {
            lock.lock();
            try {
                if (!started && toActors != null) {
                    provider.start(toActors);
                    started = true;
                }
            } finally {
                lock.unlock();
            }
        }
    }

    private final String capability;
    private final List<Line> lines;
    private final Map<String, CapabilityProvider> connected = new ConcurrentHashMap<>();
    private volatile @Nullable Dispatcher dispatcher;

    /** @param providers of one capability, at least one, not started */
    Switchboard(List<CapabilityProvider> providers) {
        this.capability = providers.get(0).descriptor().id();
        this.lines = providers.stream().map(Line::new).toList();
    }

    /** The only provider's; of several, the first one's operations under all their names. */
    @Override
    public CapabilityDescriptor descriptor() {
        CapabilityDescriptor first = lines.get(0).provider.descriptor();
        String names = lines.stream()
                .map(line -> line.provider.descriptor().name())
                .distinct()
                .collect(Collectors.joining(", "));
        return new CapabilityDescriptor(
                capability, names, first.version(), first.revision(), first.longDescription(), first.operations());
    }

    @Override
    public boolean suits(Map<String, String> values) {
        return line(values).isPresent();
    }

    @Override
    public String suitedBy() {
        return lines.stream()
                .map(line -> line.provider.descriptor().name() + " by " + line.provider.suitedBy())
                .collect(Collectors.joining("; "));
    }

    private Optional<Line> line(Map<String, String> values) {
        return lines.stream().filter(line -> line.provider.suits(values)).findFirst();
    }

    @Override
    public void start(Dispatcher toActors) {
        dispatcher = toActors;
    }

    @Override
    public void bind(Binding binding) throws Exception {
        Line line = line(binding.values())
                .orElseThrow(() -> new IllegalArgumentException(
                        "no provider of " + capability + " suits these values; there are: " + suitedBy()));
        line.start(dispatcher);
        CapabilityProvider before = connected.get(binding.actor());
        try {
            line.provider.bind(binding);
        } catch (Exception e) {
            if (before != line.provider) {
                line.provider.unbind(binding.actor());
            }
            throw e;
        }
        connected.put(binding.actor(), line.provider);
        if (before != null && before != line.provider) {
            before.unbind(binding.actor());
        }
    }

    @Override
    public void unbind(String actor) throws Exception {
        CapabilityProvider provider = connected.remove(actor);
        if (provider != null) {
            provider.unbind(actor);
        }
    }

    @Override
    public byte[] handle(String actor, String operation, byte[] payload) throws Exception {
        return connection(actor).handle(actor, operation, payload);
    }

    private CapabilityProvider connection(String actor) {
        CapabilityProvider provider = connected.get(actor);
        if (provider == null) {
            throw new IllegalStateException("Attempted to invoke binding-required operation on unbound provider");
        }
        return provider;
    }

    @Override
    public List<String> endpoints(String actor) {
        return connection(actor).endpoints(actor);
    }

    @Override
    public String backend(String actor) {
        return connection(actor).backend(actor);
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

    /** Does it with each provider that has started; the first failure is thrown after the last of them. */
    private void each(Work work) throws Exception {
        Exception failed = null;
        for (Line line : lines) {
            try {
                if (line.started) {
                    work.of(line.provider);
                }
            } catch (Exception e) {
                if (failed == null) {
                    failed = e;
                } else {
                    failed.addSuppressed(e);
                }
            }
        }
        if (failed != null) {
            throw failed;
        }
    }
}
