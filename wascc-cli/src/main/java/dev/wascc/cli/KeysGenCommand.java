package dev.wascc.cli;

import dev.wascc.nkeys.KeyAccessException;
import dev.wascc.nkeys.KeyDirectory;
import dev.wascc.nkeys.KeyRole;
import dev.wascc.nkeys.Passphrase;
import dev.wascc.nkeys.SigningKey;
import dev.wascc.provider.OneLine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a key. */
@CommandLine.Command(name = "gen", description = "Make a key and write its seed to a new file that only you can read.")
final class KeysGenCommand extends Command {
    @Parameters(
            arity = "0..1",
            defaultValue = "account",
            paramLabel = "ROLE",
            description =
                    "account (signs actors), module (an actor), service (a provider), operator, server, cluster or user;"
                            + " default account.")
    String role = "account";

    @Option(names = "--out", paramLabel = "FILE", description = "The file; default NAME_ROLE.nk in the key directory.")
    @Nullable
    Path out;

    @Option(
            names = {"-n", "--name"},
            paramLabel = "NAME",
            description = "The name in the file's; default your user name.")
    @Nullable
    String name;

    @Option(
            names = "--show-seed",
            description = "Print the seed; without --out or --name it is then not written anywhere.")
    boolean showSeed;

    @Option(names = "--force", description = "Replace a file that is there.")
    boolean force;

    @Option(
            names = "--directory",
            paramLabel = "DIR",
            description = "The key directory; default $WASCC_KEYS, else ~/.wascc/keys.")
    @Nullable
    Path directory;

    @Option(
            names = "--encrypt",
            description = "Write it behind a passphrase, as PKCS#8 that openssl reads as well; wash does not.")
    boolean encrypt;

    @Mixin
    PassphraseOptions passphrase = new PassphraseOptions();

    @Override
    public Integer call() throws KeyAccessException {
        KeyRole kind = KeyRole.named(role)
                .orElseThrow(() -> usage("there is no kind of key called " + OneLine.of(role)
                        + "; known are account, cluster, module, server, operator, user and service"));
        if (name != null && (name.isBlank() || name.contains("/") || name.contains("\\"))) {
            throw usage("--name is part of a file's name; give a path with --out");
        }
        if (passphrase.place != null && !encrypt) {
            throw usage("--passphrase is for --encrypt, which is not given");
        }
        SigningKey key = SigningKey.generate(kind, new SecureRandom());
        Path file = out;
        if (file == null && (!showSeed || encrypt || name != null || directory != null)) {
            file = KeyDirectory.of(directory, surroundings.environment())
                    .file(name == null ? KeyDirectory.userName() : name, kind);
        }
        if (file != null && encrypt) {
            writeEncrypted(file, key);
        } else if (file != null) {
            KeyDirectory.create(file, key, force);
        }
        KeysCommand.show(this, key.publicKey(), file, showSeed ? key.exposeSeed() : null);
        return ExitCode.OK;
    }

    private void writeEncrypted(Path file, SigningKey key) throws KeyAccessException {
        if (!force && Files.exists(file)) {
            throw new KeyAccessException(
                    "the file " + file + " is there already and may hold a key; name another one, or say --force");
        }
        char[] secret = Passphrase.fresh(passphrase.access(this), file.toString());
        KeyDirectory.createEncrypted(file, key, force, secret);
        Arrays.fill(secret, '\0');
    }
}
