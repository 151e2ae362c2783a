package dev.wascc.host;

import dev.wascc.provider.CapabilityProvider;
import java.util.Optional;
import java.util.ServiceLoader;

/** The providers that a class loader finds, ours and anybody's. */
public final class InstalledProviders {
    private final ClassLoader loader;

    public InstalledProviders(ClassLoader loader) {
        this.loader = loader;
    }

    /** A new provider of that capability, not started; the first one found, where there are several. */
    public Optional<CapabilityProvider> of(String capability) {
        for (CapabilityProvider provider : ServiceLoader.load(CapabilityProvider.class, loader)) {
            if (provider.descriptor().id().equals(capability)) {
                return Optional.of(provider);
            }
        }
        return Optional.empty();
    }
}
