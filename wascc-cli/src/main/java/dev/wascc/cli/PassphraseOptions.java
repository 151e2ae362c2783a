package dev.wascc.cli;

import dev.wascc.nkeys.KeyAccess;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the passphrase of an encrypted key is. */
final class PassphraseOptions {
    @Option(
            names = "--passphrase",
            paramLabel = "env:NAME|FILE",
            description = "Where the passphrase of an encrypted key is; default $WASCC_PASSPHRASE, else you are asked.")
    @Nullable
    String place;

    /** What a command opens keys with. */
    KeyAccess access(Command command) {
        Main.Surroundings around = command.surroundings;
        KeyAccess access = KeyAccess.of(around.environment(), around.in()).withPassphrase(place);
        return around.terminal() ? access.prompting(Terminal::secret) : access;
    }
}
