package dev.wascc.cli;

import dev.wascc.nkeys.InvalidKeyTextException;
import dev.wascc.nkeys.IssuerKey;
import dev.wascc.nkeys.KeyAccessException;
import dev.wascc.nkeys.KeyRole;
import dev.wascc.nkeys.PublicKey;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who signs, and what is signed. */
final class SigningOptions extends IssuerOptions {
    private static final String STANDARD_INPUT = "-";

    @Option(
            names = {"-s", "--subject"},
            paramLabel = "KEY",
            description =
                    "What is signed: a public key, or the key itself, given as --issuer; default NAME_module.nk in the key"
                            + " directory.")
    @Nullable
    String subject;

    @Option(names = "-u", hidden = true)
    void oldSubject(@Nullable String key) {
        subject = key == null ? subject : key;
    }

    @Override
    IssuerKey issuer(Command command, KeyRole role, String name) throws KeyAccessException {
        if (STANDARD_INPUT.equals(issuer) && STANDARD_INPUT.equals(subject)) {
            throw command.usage("standard input has one key: give --issuer or --subject otherwise");
        }
        return super.issuer(command, role, name);
    }

    PublicKey subject(Command command, KeyRole role, String name) throws KeyAccessException {
        if (subject != null && subject.length() == 56) {
            try {
                return PublicKey.parse(subject);
            } catch (InvalidKeyTextException e) {
                if (!Files.exists(Path.of(subject))) {
                    throw command.usage("--subject is no public key: " + e.getMessage());
                }
            }
        }
        return key(command, subject, role, name, "--subject").publicKey();
    }
}
