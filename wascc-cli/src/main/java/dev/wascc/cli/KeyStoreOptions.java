package dev.wascc.cli;

import dev.wascc.nkeys.IssuerKey;
import dev.wascc.nkeys.KeyAccessException;
import dev.wascc.nkeys.KeyDirectory;
import dev.wascc.nkeys.KeyReference;
import dev.wascc.nkeys.KeyRole;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
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

    @Mixin
    PassphraseOptions passphrase = new PassphraseOptions();

    KeyDirectory directory(Command command) {
        return KeyDirectory.of(path, command.surroundings.environment());
    }

    /**
     * Opens a key, which is closed when the command has ended.
     *
     * @param role of a key whose place does not tell it
     */
    IssuerKey open(Command command, String reference, KeyRole role) throws KeyAccessException {
        IssuerKey key = KeyReference.parse(reference)
                .open(passphrase.access(command).allowingInsecure(allowInsecure).withRole(role));
        command.atEnd.add(key::close);
        return key;
    }
}
