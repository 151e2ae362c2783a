package dev.wascc.host;

import dev.wascc.host.HostException.Reason;
import dev.wascc.provider.Binding;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which actor may use which provider, once that has accepted it. Safe for calls; who changes one actor's bindings takes turns. */
final class Bindings {
    private static final Logger LOG = LoggerFactory.getLogger(Bindings.class);
    private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** Whose capability under which name. */
    private record Key(String capability, String name, String actor) {
        static Key of(Binding binding) {
            return new Key(binding.capability(), binding.name(), binding.actor());
        }
    }

    /** An actor and a provider. Open once the provider has accepted; the calls in it are counted. */
    static final class Bound {
        private final Binding binding;
        private final HostedProvider provider;
        private final Gate gate = new Gate();
        private volatile boolean open;

        private Bound(Binding binding, HostedProvider provider) {
            this.binding = binding;
            this.provider = provider;
        }

        Binding binding() {
            return binding;
        }

        HostedProvider provider() {
            return provider;
        }

        /** @return nothing where the binding was taken back meanwhile */
        Optional<byte[]> call(String operation, byte[] payload) throws HostedProvider.Failure {
            if (!gate.enter()) {
                return Optional.empty();
            }
            try {
                return Optional.of(provider.handle(binding.actor(), operation, payload));
            } finally {
                gate.leave();
            }
        }
    }

    private final Map<Key, Bound> table = new ConcurrentHashMap<>();

    Optional<Bound> find(String capability, String name, String actor) {
        return Optional.ofNullable(table.get(new Key(capability, name, actor))).filter(bound -> bound.open);
    }

    /** Whether a provider may call this actor: it is bound, or is being bound or unbound at this moment. */
    boolean mayDispatch(HostedProvider.Key provider, String actor) {
        return table.containsKey(new Key(provider.capability(), provider.name(), actor));
    }

    List<Bound> all() {
        return table.values().stream().filter(bound -> bound.open).toList();
    }

    List<Bound> of(String actor) {
        return all().stream()
                .filter(bound -> bound.binding.actor().equals(actor))
                .toList();
    }

    /**
     * Binds. An old binding of the same key serves on until the provider has accepted the new one; where it refuses, none is left, as
     * nobody can tell what the provider has kept.
     *
     * @param told what the provider is told; {@code binding} is what is recorded
     */
    Bound bind(Binding binding, Binding told, HostedProvider provider) throws HostException {
        Bound fresh = new Bound(binding, provider);
        table.putIfAbsent(Key.of(binding), fresh);
        try {
            provider.bind(told);
        } catch (HostedProvider.Failure e) {
            table.remove(Key.of(binding));
            quietly(fresh);
            throw new HostException(
                    Reason.PROVIDER,
                    "Failed to configure " + LogText.of(binding.name()) + "," + LogText.of(binding.capability()) + " - "
                            + e.getMessage(),
                    e);
        }
        fresh.open = true;
        table.put(Key.of(binding), fresh);
        return fresh;
    }

    /** Takes a binding back: no call comes in any more, the provider lets the actor go, and then may not call it either. */
    void release(Bound bound) throws HostException {
        Binding binding = bound.binding;
        bound.gate.close();
        if (!bound.gate.awaitEmpty(GRACE_NANOS)) {
            LOG.warn("{} is taken back while it is in a call", binding);
        }
        try {
            bound.provider.unbind(binding.actor());
        } catch (HostedProvider.Failure e) {
            throw new HostException(
                    Reason.PROVIDER,
                    "Failed to unbind " + LogText.of(binding.name()) + "," + LogText.of(binding.capability()) + " - "
                            + e.getMessage(),
                    e);
        } finally {
            table.remove(Key.of(binding), bound);
        }
    }

    private static void quietly(Bound refused) {
        try {
            refused.provider.unbind(refused.binding.actor());
        } catch (HostedProvider.Failure e) {
            LOG.debug("{} could not be taken back: {}", refused.binding, e.toString());
        }
    }

    void clear() {
        table.clear();
    }
}
