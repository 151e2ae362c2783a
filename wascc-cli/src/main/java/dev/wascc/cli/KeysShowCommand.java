package dev.wascc.cli;

import dev.wascc.nkeys.InvalidKeyTextException;
import dev.wascc.nkeys.IssuerKey;
import dev.wascc.nkeys.KeyAccessException;
import dev.wascc.nkeys.KeyRole;
import dev.wascc.nkeys.PublicKey;
import dev.wascc.nkeys.SigningKey;
import dev.wascc.provider.OneLine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows one key. */
@CommandLine.Command(name = "show", aliases = "get", description = "Show the public key of a key.")
final class KeysShowCommand extends Command {
    private static final int MAX_SIZE = 4096;

    @Parameters(
            paramLabel = "KEY",
            description =
                    "FILE, a file's name in the key directory with or without its .nk, env:NAME, -, exec:COMMAND, pkcs11:URI, or"
                            + " a PEM of a public key.")
    String key = "";

    @Option(names = "--show-seed", description = "Print the seed as well.")
    boolean showSeed;

    @Option(
            names = "--role",
            paramLabel = "ROLE",
            defaultValue = "account",
            description =
                    "The role of a key whose place does not tell it, a file of openssl or a PKCS#11 token; default account.")
    String role = "account";

    @Mixin
    KeyStoreOptions store = new KeyStoreOptions();

    @Override
    public Integer call() throws KeyAccessException, IOException {
        KeyRole kind =
                KeyRole.named(role).orElseThrow(() -> usage("there is no kind of key called " + OneLine.of(role)));
        Optional<PublicKey> inPem = publicKey(kind);
        if (inPem.isPresent()) {
            KeysCommand.show(this, inPem.get(), null, showSeed ? seed(Optional.empty()) : null);
            return ExitCode.OK;
        }
        String reference = kept().map(Path::toString).orElse(key);
        IssuerKey opened = store.open(this, reference, kind);
        KeysCommand.show(this, opened.publicKey(), null, showSeed ? seed(opened.seed()) : null);
        return ExitCode.OK;
    }

    private String seed(Optional<SigningKey> seed) {
        return seed.orElseThrow(() -> usage("the seed of this key cannot be shown: it is not here"))
                .exposeSeed();
    }

    /** That of a file that holds a public key only. */
    private Optional<PublicKey> publicKey(KeyRole kind) throws IOException, KeyAccessException {
        if (elsewhere() || !Files.isRegularFile(Path.of(key)) || Files.size(Path.of(key)) > MAX_SIZE) {
            return Optional.empty();
        }
        String text = Files.readString(Path.of(key), StandardCharsets.ISO_8859_1);
        if (!text.contains("-----BEGIN PUBLIC KEY-----")) {
            return Optional.empty();
        }
        try {
            return Optional.of(PublicKey.fromPem(kind, text));
        } catch (InvalidKeyTextException e) {
            throw new KeyAccessException(key + " holds no public key of Ed25519: " + e.getMessage(), e);
        }
    }

    private boolean elsewhere() {
        return key.equals("-") || key.matches("(?is)[a-z][a-z0-9]{2,}:.*");
    }

    private Optional<Path> kept() throws IOException {
        if (elsewhere() || Files.exists(Path.of(key))) {
            return Optional.empty();
        }
        return store.directory(this).list().stream()
                .filter(file -> {
                    String name = String.valueOf(file.getFileName());
                    return name.equals(key) || name.equals(key + ".nk");
                })
                .findFirst();
    }
}
