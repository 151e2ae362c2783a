package dev.wascc.host;

import dev.wascc.provider.CapabilityProvider;
import dev.wascc.provider.OneLine;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The providers that a class loader finds, ours and anybody's. */
public final class InstalledProviders {
    private static final Logger LOG = LoggerFactory.getLogger(InstalledProviders.class);

    private static final int MAX_FAILURES = 100;

    private final ClassLoader loader;

    public InstalledProviders(ClassLoader loader) {
        this.loader = loader;
    }

    /**
     * A new provider of that capability, not started. Where several are installed it is all of them, and serves each actor by the first one
     * found that {@linkplain CapabilityProvider#suits suits} the actor's binding. One that cannot be made is left out.
     */
    public Optional<CapabilityProvider> of(String capability) {
        List<CapabilityProvider> providers = new ArrayList<>();
        Iterator<CapabilityProvider> found =
                ServiceLoader.load(CapabilityProvider.class, loader).iterator();
        for (int failures = 0; failures < MAX_FAILURES; failures++) {
            try {
                while (found.hasNext()) {
                    CapabilityProvider provider = found.next();
                    if (provider.descriptor().id().equals(capability)) {
                        providers.add(provider);
                    }
                }
                break;
            } catch (ServiceConfigurationError | LinkageError | RuntimeException e) {
                LOG.warn("a provider on the class path cannot be used: {}", OneLine.of(String.valueOf(e.getMessage())));
            }
        }
        return providers.isEmpty() ? Optional.empty() : Optional.of(new Switchboard(providers));
    }
}
