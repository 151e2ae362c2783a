package dev.wascc.cli;

import dev.wascc.nkeys.IssuerKey;
import dev.wascc.nkeys.KeptKey;
import dev.wascc.nkeys.KeyAccess;
import dev.wascc.nkeys.KeyAccessException;
import dev.wascc.nkeys.KeyDirectory;
import dev.wascc.nkeys.KeyReference;
import dev.wascc.nkeys.Passphrase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Puts a key that is in a file as it is behind a passphrase. */
@CommandLine.Command(
        name = "encrypt",
        description = "Rewrite a key file behind a passphrase, as PKCS#8 that openssl reads as well; wash does not.")
final class KeysEncryptCommand extends Command {
    @Parameters(paramLabel = "FILE", description = "A key file that is not encrypted.")
    Path file = Path.of("");

    @Option(
            names = "--allow-insecure-key",
            description = "Take a key file that others can read; the new one they cannot.")
    boolean allowInsecure;

    @Mixin
    PassphraseOptions passphrase = new PassphraseOptions();

    @Override
    public Integer call() throws KeyAccessException, IOException {
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(file.toString());
        }
        Path real = file.toRealPath();
        KeyAccess access = passphrase.access(this).allowingInsecure(allowInsecure);
        if (KeptKey.look(real, access).encrypted()) {
            throw usage(file + " is encrypted already");
        }
        try (IssuerKey key = KeyReference.parse("file:" + real).open(access)) {
            char[] secret = Passphrase.fresh(access, file.toString());
            KeyDirectory.createEncrypted(real, key.seed().orElseThrow(), true, secret);
            Arrays.fill(secret, '\0');
            KeysCommand.show(this, key.publicKey(), file, null);
        }
        say("The passphrase opens it; without it the key is lost. Copies that were made before are not encrypted.");
        return ExitCode.OK;
    }
}
