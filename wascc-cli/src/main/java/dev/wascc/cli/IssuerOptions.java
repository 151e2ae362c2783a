package dev.wascc.cli;

import dev.wascc.nkeys.IssuerKey;
import dev.wascc.nkeys.KeyAccessException;
import dev.wascc.nkeys.KeyDirectory;
import dev.wascc.nkeys.KeyRole;
import dev.wascc.nkeys.SigningKey;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Who signs. A key is read once, however many files it signs. */
class IssuerOptions {
    @Option(
            names = {"-i", "--issuer"},
            paramLabel = "KEY",
            description =
                    "The key that signs: FILE, env:NAME, -, exec:COMMAND or pkcs11:URI; default USER_account.nk in the key directory.")
    @Nullable
    String issuer;

    @Option(names = "--generate-keys", description = "Make keys that are missing, in the key directory.")
    boolean generate;

    @Option(names = "--no-keygen", description = "Make no keys. This is so by default, too.")
    boolean noKeygen;

    @Option(names = "--disable-keygen", hidden = true)
    void oldNoKeygen(boolean set) {
        noKeygen |= set;
    }

    @Mixin
    KeyStoreOptions store = new KeyStoreOptions();

    /** Whether generated keys are kept; not so in a dry run. */
    boolean keep = true;

    private final Map<String, IssuerKey> read = new HashMap<>();

    /** @param name in the file of the key, where none is given */
    IssuerKey issuer(Command command, KeyRole role, String name) throws KeyAccessException {
        return key(command, issuer, role, name, "--issuer");
    }

    final IssuerKey key(Command command, @Nullable String reference, KeyRole role, String name, String option)
            throws KeyAccessException {
        if (reference == null) {
            return kept(command, role, name, option);
        }
        IssuerKey key = read.get(reference);
        if (key == null) {
            key = store.open(command, reference, role);
            read.put(reference, key);
        }
        if (key.role() != role) {
            throw command.usage(option + " is a key of role " + key.role().word() + ", and a key of role " + role.word()
                    + " is needed");
        }
        return key;
    }

    private IssuerKey kept(Command command, KeyRole role, String name, String option) throws KeyAccessException {
        KeyDirectory keys = store.directory(command);
        Optional<Path> found = keys.find(name, role);
        Path file = found.orElse(keys.file(name, role));
        IssuerKey known = read.get(file.toString());
        if (known != null) {
            return known;
        }
        IssuerKey key =
                found.isPresent() ? store.open(command, "file:" + file, role) : made(command, role, file, option);
        if (key.role() != role) {
            throw command.usage(
                    file + " holds a key of role " + key.role().word() + ", and not of role " + role.word());
        }
        read.put(file.toString(), key);
        return key;
    }

    private SigningKey made(Command command, KeyRole role, Path file, String option) throws KeyAccessException {
        if (!generate || noKeygen) {
            throw command.usage("no " + role.word() + " key is given, and there is no " + file + "; give one with "
                    + option + ", make it with: wascc keys gen " + role.word() + " --out " + file
                    + " , or say --generate-keys");
        }
        SigningKey made = SigningKey.generate(role, new SecureRandom());
        if (keep) {
            KeyDirectory.create(file, made, false);
            command.say("made the " + role.word() + " key " + made.publicKey() + " in " + file);
        }
        return made;
    }
}
