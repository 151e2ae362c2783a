package dev.wascc.cli;

import dev.wascc.nkeys.InvalidKeyTextException;
import dev.wascc.nkeys.KeyAccessException;
import dev.wascc.nkeys.KeyDirectory;
import dev.wascc.nkeys.KeyReference;
import dev.wascc.nkeys.KeyRole;
import dev.wascc.nkeys.PublicKey;
import dev.wascc.nkeys.SigningKey;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Who signs, and what is signed. */
final class IssuerOptions {
    @Option(
            names = {"-i", "--issuer"},
            paramLabel = "KEY",
            description = "The key that signs: FILE, env:NAME or -; default USER_account.nk in the key directory.")
    @Nullable
    String issuer;

    @Option(
            names = {"-s", "--subject"},
            paramLabel = "KEY",
            description =
                    "What is signed: a public key, or the key itself as FILE, env:NAME or -; default NAME_module.nk in the key directory.")
    @Nullable
    String subject;

    @Option(names = "--generate-keys", description = "Make keys that are missing, in the key directory.")
    boolean generate;

    @Option(
            names = {"--no-keygen", "--disable-keygen"},
            description = "Make no keys. This is so by default, too.")
    boolean noKeygen;

    @Mixin
    KeysCommand.DirectoryOption directory = new KeysCommand.DirectoryOption();

    @Mixin
    KeysCommand.InsecureOption insecure = new KeysCommand.InsecureOption();

    /** @param name in the file of the key, where none is given */
    SigningKey issuer(Command command, KeyRole role, String name) throws KeyAccessException {
        return key(command, issuer, role, name, "--issuer");
    }

    PublicKey subject(Command command, KeyRole role, String name) throws KeyAccessException {
        if (subject != null && subject.length() == 56) {
            try {
                return PublicKey.parse(subject);
            } catch (InvalidKeyTextException e) {
                if (!java.nio.file.Files.exists(Path.of(subject))) {
                    throw command.usage("--subject is no public key: " + e.getMessage());
                }
            }
        }
        return key(command, subject, role, name, "--subject").publicKey();
    }

    private SigningKey key(Command command, @Nullable String reference, KeyRole role, String name, String option)
            throws KeyAccessException {
        String where = reference;
        if (where == null) {
            KeyDirectory keys = directory.directory(command);
            Optional<Path> found = keys.find(name, role);
            Path file = found.orElse(keys.file(name, role));
            if (found.isEmpty()) {
                if (!generate || noKeygen) {
                    throw command.usage("no " + role.word() + " key is given, and there is no " + file
                            + "; give one with " + option + ", make it with: wascc keys gen " + role.word() + " --out "
                            + file + " , or say --generate-keys");
                }
                SigningKey made = SigningKey.generate(role, new SecureRandom());
                KeyDirectory.create(file, made, false);
                command.say("made the " + role.word() + " key " + made.publicKey() + " in " + file);
                return made;
            }
            where = file.toString();
        }
        SigningKey key = KeyReference.parse(where)
                .read(command.surroundings.environment(), command.surroundings.in(), insecure.allow);
        if (key.role() != role) {
            throw command.usage(option + " is a key of role " + key.role().word() + ", and a key of role " + role.word()
                    + " is needed");
        }
        return key;
    }
}
