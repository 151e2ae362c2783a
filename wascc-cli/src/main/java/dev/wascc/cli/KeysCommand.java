package dev.wascc.cli;

import dev.wascc.nkeys.PublicKey;
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

    /**
     * Prints a public key, and the seed only where it was asked for.
     *
     * @param written where the key is now
     * @param seed none where it is nobody's business
     */
    static void show(Command command, PublicKey key, @Nullable Path written, @Nullable String seed) {
        if (command.json()) {
            Map<String, @Nullable Object> object = Json.object();
            object.put("role", key.role().word());
            object.put("public_key", key.text());
            if (written != null) {
                object.put("file", written.toString());
            }
            if (seed != null) {
                object.put("seed", seed);
            }
            command.print(Json.write(object));
            return;
        }
        command.print("Public key  " + key);
        if (written != null) {
            boolean posix =
                    written.getFileSystem().supportedFileAttributeViews().contains("posix");
            command.print("Seed        " + written + (posix ? " (0600)" : ""));
        }
        if (seed != null) {
            command.print("Seed        " + seed);
            command.say("The seed is the secret: whoever has it signs as you.");
        }
    }
}
