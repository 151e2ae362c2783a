package dev.wascc.host;

import dev.wascc.provider.CapabilityProvider;
import dev.wascc.provider.OneLine;
import java.util.Iterator;
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

    /** A new provider of that capability, not started; the first one found, where there are several. One that cannot be made is left out. */
    public Optional<CapabilityProvider> of(String capability) {
        Iterator<CapabilityProvider> found =
                ServiceLoader.load(CapabilityProvider.class, loader).iterator();
        for (int failures = 0; failures < MAX_FAILURES; failures++) {
            try {
                while (found.hasNext()) {
                    CapabilityProvider provider = found.next();
                    if (provider.descriptor().id().equals(capability)) {
                        return Optional.of(provider);
                    }
                }
                return Optional.empty();
            } catch (ServiceConfigurationError | LinkageError | RuntimeException e) {
                LOG.warn("a provider on the class path cannot be used: {}", OneLine.of(String.valueOf(e.getMessage())));
            }
        }
        return Optional.empty();
    }
}
