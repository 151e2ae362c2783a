package dev.wascc.cli;

import dev.wascc.nkeys.KeyAccessException;
import dev.wascc.nkeys.KeyDirectory;
import dev.wascc.nkeys.KeyReference;
import dev.wascc.nkeys.SigningKey;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where keys are, and how careful their reader is. */
final class KeyStoreOptions {
    @Option(
            names = "--directory",
            paramLabel = "DIR",
            description = "The key directory; default $WASCC_KEYS, else ~/.wascc/keys, and those of wash are read too.")
    @Nullable
    Path path;

    @Option(names = "--allow-insecure-key", description = "Take a key file that others can read.")
    boolean allowInsecure;

    KeyDirectory directory(Command command) {
        return KeyDirectory.of(path, command.surroundings.environment());
    }

    SigningKey read(Command command, String reference) throws KeyAccessException {
        return KeyReference.parse(reference)
                .read(command.surroundings.environment(), command.surroundings.in(), allowInsecure);
    }
}
