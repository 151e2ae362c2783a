package dev.wascc.host;

import dev.wascc.claims.VerifiedActor;
import dev.wascc.provider.Binding;
import dev.wascc.provider.CapabilityDescriptor;
import dev.wascc.provider.CapabilityProvider;
import dev.wascc.provider.Dispatcher;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A provider under its binding name, and the wall around it: whatever it throws leaves here as a {@link Failure} with a text. */
final class HostedProvider {
    private static final Logger LOG = LoggerFactory.getLogger(HostedProvider.class);

    /** A capability under a binding name; what makes two providers of a host different. */
    record Key(String capability, String name) {
        Key {
            name = name.isBlank() ? Binding.DEFAULT_NAME : name.strip();
        }

        static Key of(Binding binding) {
            return new Key(binding.capability(), binding.name());
        }

        /** As it stands in logs and messages. */
        @Override
        public String toString() {
            return LogText.of(capability + "," + name);
        }
    }

    /** A provider did not do what it was asked; the message is its own. */
    static final class Failure extends Exception {
        private static final long serialVersionUID = 1L;

        private Failure(String text, Throwable cause) {
            super(text, cause);
        }
    }

    /** Something a provider does. */
    private interface Work<T> {
        T run() throws Exception;
    }

    private final Key key;
    private final CapabilityProvider provider;
    private final @Nullable PortableModule portable;
    private volatile CapabilityDescriptor descriptor;
    private final ProviderCheck check = new ProviderCheck(this);

    HostedProvider(Key key, CapabilityProvider provider, CapabilityDescriptor descriptor) {
        this(key, provider, descriptor, null);
    }

    HostedProvider(
            Key key, CapabilityProvider provider, CapabilityDescriptor descriptor, @Nullable PortableModule portable) {
        this.key = key;
        this.portable = portable;
        this.provider = provider;
        this.descriptor = descriptor;
    }

    /** @throws HostException the provider does not even say what it is */
    static HostedProvider of(CapabilityProvider provider, String bindingName) throws HostException {
        try {
            CapabilityDescriptor descriptor = walled(provider::descriptor);
            return new HostedProvider(new Key(descriptor.id(), bindingName), provider, descriptor);
        } catch (Failure e) {
            throw new HostException(
                    HostException.Reason.PROVIDER,
                    "Capability provider error: " + provider.getClass().getName() + " has no descriptor: "
                            + e.getMessage(),
                    e);
        }
    }

    Key key() {
        return key;
    }

    CapabilityDescriptor descriptor() {
        return descriptor;
    }

    /** The module, where this is one. */
    Optional<HostedActor> portable() {
        return Optional.ofNullable(portable).map(PortableModule::guest);
    }

    /** Puts another version in the place of the module. */
    void replace(VerifiedActor version, Router router, ModuleLoader loader) throws HostException {
        if (portable == null) {
            throw new IllegalStateException(key + " is no module");
        }
        descriptor = portable.replace(version, key, router, loader);
    }

    ProviderCheck check() {
        return check;
    }

    void start(Dispatcher toActors) throws Failure {
        walled(() -> {
            provider.start(toActors);
            return key;
        });
    }

    void bind(Binding binding) throws Failure {
        walled(() -> {
            provider.bind(binding);
            return key;
        });
    }

    void unbind(String actor) throws Failure {
        walled(() -> {
            provider.unbind(actor);
            return key;
        });
    }

    byte[] handle(String actor, String operation, byte[] payload) throws Failure {
        return walled(() -> provider.handle(actor, operation, payload));
    }

    List<String> endpoints(String actor) {
        try {
            return List.copyOf(walled(() -> provider.endpoints(actor)));
        } catch (Failure e) {
            LOG.warn("{} does not say where it serves: {}", key, LogText.of(String.valueOf(e.getMessage())));
            return List.of();
        }
    }

    void checkHealth() throws Failure {
        walled(() -> {
            provider.checkHealth();
            return key;
        });
    }

    void drain() {
        try {
            walled(() -> {
                provider.drain();
                return key;
            });
        } catch (Failure e) {
            LOG.warn("{} may still take calls: {}", key, LogText.of(String.valueOf(e.getMessage())));
        }
    }

    String backend(String actor) {
        try {
            return walled(() -> provider.backend(actor));
        } catch (Failure e) {
            LOG.warn("{} does not say what serves: {}", key, LogText.of(String.valueOf(e.getMessage())));
            return descriptor.name();
        }
    }

    void close() {
        try {
            walled(() -> {
                provider.close();
                return key;
            });
        } catch (Failure e) {
            LOG.warn("{} did not stop cleanly: {}", key, LogText.of(String.valueOf(e.getMessage())));
        }
    }

    @SuppressWarnings("IllegalCatch") // the wall around providers, which are other people's code
    private static <T> T walled(Work<T> work) throws Failure {
        T result;
        try {
            result = work.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("interrupted", e);
        } catch (Exception | LinkageError | AssertionError | StackOverflowError | OutOfMemoryError e) {
            String text = e.getMessage();
            throw new Failure(text == null ? e.getClass().getSimpleName() : text, e);
        }
        if (result == null) {
            throw new Failure("the provider answered null", new NullPointerException());
        }
        return result;
    }
}
