package dev.wascc.host;

import dev.wascc.host.HostException.Reason;
import dev.wascc.provider.Binding;
import dev.wascc.provider.DispatchException;
import dev.wascc.provider.Dispatcher;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The providers of a host, one for each capability and binding name. {@code wascc:extras} is always among them. */
final class HostedProviders {
    private static final Logger LOG = LoggerFactory.getLogger(HostedProviders.class);

    private final Map<HostedProvider.Key, HostedProvider> providers = new ConcurrentHashMap<>();
    private final Router router;

    HostedProviders(Router router) {
        this.router = router;
        ExtrasProvider extras = new ExtrasProvider();
        HostedProvider.Key key = new HostedProvider.Key(ExtrasProvider.ID, Binding.DEFAULT_NAME);
        providers.put(key, new HostedProvider(key, extras, extras.descriptor()));
    }

    Collection<HostedProvider> all() {
        return providers.values();
    }

    boolean has(HostedProvider.Key key) {
        return providers.containsKey(key);
    }

    /** Whether this very provider is here. */
    boolean has(HostedProvider provider) {
        return providers.get(provider.key()) == provider;
    }

    Optional<HostedProvider> find(HostedProvider.Key key) {
        return Optional.ofNullable(providers.get(key));
    }

    HostedProvider require(HostedProvider.Key key) throws HostException {
        return find(key)
                .orElseThrow(() -> new HostException(
                        Reason.UNKNOWN,
                        "no provider of " + LogText.of(key.capability()) + " is here under the name "
                                + LogText.of(key.name())));
    }

    HostedProvider requirePortable(String module) throws HostException {
        return providers.values().stream()
                .filter(provider -> provider.portable()
                        .filter(portable -> portable.actor().key().text().equals(module))
                        .isPresent())
                .findFirst()
                .orElseThrow(() -> new HostException(Reason.UNKNOWN, "No such provider: " + module));
    }

    void requireNew(HostedProvider.Key key) throws HostException {
        if (has(key)) {
            throw new HostException(
                    Reason.DUPLICATE,
                    "Capability provider " + LogText.of(key.capability()) + " cannot be bound to the same name ("
                            + LogText.of(key.name()) + ") twice, loading failed.");
        }
    }

    /** Refuses an alias that a guest would mean a capability by. */
    void requireNoCapability(Optional<String> alias) throws HostException {
        if (alias.isPresent()
                && providers.keySet().stream().anyMatch(key -> key.capability().equals(alias.get()))) {
            throw new HostException(
                    Reason.DUPLICATE,
                    "the call alias " + LogText.of(alias.get())
                            + " is the id of a capability that is provided here; calls" + " by it would be ambiguous");
        }
    }

    /** Starts a provider and takes it in. */
    void start(HostedProvider provider) throws HostException {
        HostedProvider.Key key = provider.key();
        try {
            provider.start(dispatcher(key));
        } catch (HostedProvider.Failure e) {
            provider.close();
            throw new HostException(
                    Reason.PROVIDER,
                    "Capability provider error: " + LogText.of(key.capability()) + " does not start: " + e.getMessage(),
                    e);
        }
        providers.put(key, provider);
        LOG.info("provider {} ({}) came", key, LogText.of(provider.descriptor().name()));
    }

    private Dispatcher dispatcher(HostedProvider.Key from) {
        return new Dispatcher() {
            @Override
            public byte[] dispatch(String actor, String operation, byte[] payload) throws DispatchException {
                return dispatch(actor, operation, payload, HostedActor.UNLIMITED);
            }

            @Override
            public byte[] dispatch(String actor, String operation, byte[] payload, Duration time)
                    throws DispatchException {
                try {
                    return router.fromProvider(from, actor, operation, payload, time);
                } catch (InvocationException e) {
                    throw new DispatchException(String.valueOf(e.getMessage()), e);
                }
            }
        };
    }

    /** Nobody finds it any more. It is still to be closed. */
    void remove(HostedProvider.Key key) {
        providers.remove(key);
    }

    /** As {@link #remove}, for all. */
    void clear() {
        providers.clear();
    }
}
