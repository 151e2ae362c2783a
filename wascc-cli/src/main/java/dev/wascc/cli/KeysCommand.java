package dev.wascc.cli;

import dev.wascc.nkeys.IssuerKey;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** Keys: make, list, look at. */
@CommandLine.Command(
        name = "keys",
        description = "Make, list, show and encrypt keys.",
        subcommands = {KeysGenCommand.class, KeysListCommand.class, KeysShowCommand.class, KeysEncryptCommand.class})
final class KeysCommand extends Command {
    @Override
    public Integer call() {
        throw usage("keys needs a command: gen, list, show or encrypt");
    }

    /** Prints a public key, and the seed only where it was asked for. */
    static void show(Command command, IssuerKey key, @Nullable Path written, boolean seed) {
        if (seed && key.seed().isEmpty()) {
            throw command.usage("the seed of this key cannot be shown: its holder signs, and does not give it out");
        }
        String secret = seed ? key.seed().orElseThrow().exposeSeed() : "";
        if (command.json()) {
            Map<String, @Nullable Object> object = Json.object();
            object.put("role", key.role().word());
            object.put("public_key", key.publicKey().text());
            if (written != null) {
                object.put("file", written.toString());
            }
            if (seed) {
                object.put("seed", secret);
            }
            command.print(Json.write(object));
            return;
        }
        command.print("Public key  " + key.publicKey());
        if (written != null) {
            boolean posix =
                    written.getFileSystem().supportedFileAttributeViews().contains("posix");
            command.print("Seed        " + written + (posix ? " (0600)" : ""));
        }
        if (seed) {
            command.print("Seed        " + secret);
            command.say("The seed is the secret: whoever has it signs as you.");
        }
    }
}
