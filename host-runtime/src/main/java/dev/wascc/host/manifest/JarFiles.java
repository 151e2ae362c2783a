package dev.wascc.host.manifest;

import dev.wascc.host.JarProvider;
import dev.wascc.provider.CapabilityProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** Providers in jars, each with a class loader of its own. */
public final class JarFiles implements ProviderFiles {
    @Override
    public String kind() {
        return ".jar (Java)";
    }

    @Override
    public Optional<CapabilityProvider> open(Path file) throws IOException {
        boolean jar = file.toString().toLowerCase(Locale.ROOT).endsWith(".jar");
        return jar ? Optional.of(JarProvider.open(file)) : Optional.empty();
    }
}
