package dev.wascc.cli;

import dev.wascc.nkeys.KeyAccessException;
import dev.wascc.nkeys.KeyRole;
import dev.wascc.provider.OneLine;
import java.io.IOException;
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
    @Parameters(
            paramLabel = "KEY",
            description =
                    "FILE, a file's name in the key directory with or without its .nk, env:NAME, -, exec:COMMAND or pkcs11:URI.")
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
        String reference = kept().map(Path::toString).orElse(key);
        KeysCommand.show(this, store.open(this, reference, kind), null, showSeed);
        return ExitCode.OK;
    }

    private Optional<Path> kept() throws IOException {
        if (key.equals("-") || key.matches("(?s)[a-z][a-z0-9]{2,}:.*") || Files.exists(Path.of(key))) {
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
