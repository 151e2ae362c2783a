package dev.wascc.host.manifest;

import dev.wascc.provider.CapabilityProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Providers in files of one kind, which a manifest names under {@code capabilities}; beside portable ones, which every host takes. */
public interface ProviderFiles {
    /** The kind, for messages: {@code .jar}. */
    String kind();

    /**
     * The provider in a file, not started.
     *
     * @return none where the file is of another kind
     * @throws IOException the file cannot be read, or its provider not be made; the message says why
     */
    Optional<CapabilityProvider> open(Path file) throws IOException;
}
