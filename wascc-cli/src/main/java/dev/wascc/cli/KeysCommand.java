package dev.wascc.cli;

import dev.wascc.nkeys.KeyAccessException;
import dev.wascc.nkeys.KeyDirectory;
import dev.wascc.nkeys.KeyReference;
import dev.wascc.nkeys.KeyRole;
import dev.wascc.nkeys.SigningKey;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Keys: make, list, look at. */
@CommandLine.Command(
        name = "keys",
        description = "Make, list and show keys.",
        subcommands = {KeysCommand.Gen.class, KeysCommand.Names.class, KeysCommand.Show.class})
final class KeysCommand extends Command {
    @Override
    public Integer call() {
        throw usage("keys needs a command: gen, list or show");
    }

    /** Prints a public key, and the seed only where it was asked for. */
    private static void show(Command command, SigningKey key, @Nullable Path file, boolean seed) {
        if (command.json()) {
            Map<String, @Nullable Object> object = Json.object();
            object.put("role", key.role().word());
            object.put("public_key", key.publicKey().text());
            if (file != null) {
                object.put("file", file.toString());
            }
            if (seed) {
                object.put("seed", key.exposeSeed());
            }
            command.print(Json.write(object));
            return;
        }
        command.print("Public key  " + key.publicKey());
        if (file != null) {
            command.print("Seed        " + file + " (0600)");
        }
        if (seed) {
            command.print("Seed        " + key.exposeSeed());
            command.say("The seed is the secret: whoever has it signs as you.");
        }
    }

    /** {@code wascc keys gen}. */
    @CommandLine.Command(
            name = "gen",
            description = "Make a key and write its seed to a new file that only you can read.")
    static final class Gen extends Command {
        @Parameters(
                arity = "0..1",
                defaultValue = "account",
                paramLabel = "ROLE",
                description =
                        "account (signs actors), module (an actor), service (a provider), operator, server, cluster or user; default account.")
        String role = "account";

        @Option(
                names = "--out",
                paramLabel = "FILE",
                description = "The file; default NAME_ROLE.nk in the key directory.")
        @Nullable
        Path out;

        @Option(
                names = {"-n", "--name"},
                paramLabel = "NAME",
                description = "The name in the file's; default your user name.")
        @Nullable
        String name;

        @Option(names = "--show-seed", description = "Print the seed; without --out it is then not written anywhere.")
        boolean showSeed;

        @Option(names = "--force", description = "Replace a file that is there.")
        boolean force;

        @Mixin
        DirectoryOption directory = new DirectoryOption();

        @Override
        public Integer call() throws KeyAccessException {
            KeyRole kind = KeyRole.named(role)
                    .orElseThrow(() -> usage("there is no kind of key called " + role
                            + "; known are account, cluster, module, server, operator, user and service"));
            SigningKey key = SigningKey.generate(kind, new SecureRandom());
            Path file = out;
            if (file == null && (!showSeed || name != null)) {
                file = directory.directory(this).file(name == null ? KeyDirectory.userName() : name, kind);
            }
            if (file != null) {
                KeyDirectory.create(file, key, force);
            }
            show(this, key, file, showSeed);
            return 0;
        }
    }

    /** {@code wascc keys list}. */
    @CommandLine.Command(name = "list", description = "List the keys in the key directories, with their public keys.")
    static final class Names extends Command {
        @Mixin
        DirectoryOption directory = new DirectoryOption();

        @Override
        public Integer call() throws IOException {
            List<Map<String, @Nullable Object>> rows = new ArrayList<>();
            for (Path file : directory.directory(this).list()) {
                String key;
                try {
                    key = KeyReference.parse(file.toString())
                            .read(Map.of(), surroundings.in(), true)
                            .publicKey()
                            .text();
                } catch (KeyAccessException e) {
                    key = "(no key)";
                }
                Map<String, @Nullable Object> row = new java.util.LinkedHashMap<>();
                row.put("file", file.toString());
                row.put("public_key", key);
                rows.add(row);
                if (!json()) {
                    print(key + "  " + file);
                }
            }
            if (json()) {
                Map<String, @Nullable Object> object = Json.object();
                object.put("keys", rows);
                print(Json.write(object));
            } else if (rows.isEmpty()) {
                say("no keys in " + directory.directory(this).path() + "; make one with: wascc keys gen account");
            }
            return 0;
        }
    }

    /** {@code wascc keys show}. */
    @CommandLine.Command(name = "show", aliases = "get", description = "Show the public key of a seed.")
    static final class Show extends Command {
        @Parameters(paramLabel = "KEY", description = "FILE, a file's name in the key directory, env:NAME, or -.")
        String key = "";

        @Option(names = "--show-seed", description = "Print the seed as well.")
        boolean showSeed;

        @Mixin
        DirectoryOption directory = new DirectoryOption();

        @Mixin
        InsecureOption insecure = new InsecureOption();

        @Override
        public Integer call() throws KeyAccessException {
            Path kept = directory.directory(this).path().resolve(key);
            boolean named = !java.nio.file.Files.exists(Path.of(key)) && java.nio.file.Files.isRegularFile(kept);
            SigningKey read = KeyReference.parse(named ? kept.toString() : key)
                    .read(surroundings.environment(), surroundings.in(), insecure.allow);
            show(this, read, null, showSeed);
            return 0;
        }
    }

    /** Where keys are. */
    static final class DirectoryOption {
        @Option(
                names = "--directory",
                paramLabel = "DIR",
                description =
                        "The key directory; default $WASCC_KEYS, else ~/.wascc/keys, and those of wash are read too.")
        @Nullable
        Path path;

        KeyDirectory directory(Command command) {
            return KeyDirectory.of(path, command.surroundings.environment());
        }
    }

    /** Whether key files may be readable by others. */
    static final class InsecureOption {
        @Option(names = "--allow-insecure-key", description = "Take a key file that others can read.")
        boolean allow;
    }
}
