package dev.wascc.cli;

import dev.wascc.claims.Claims;
import dev.wascc.claims.ClaimsException;
import dev.wascc.claims.Metadata;
import dev.wascc.claims.Signer;
import dev.wascc.claims.Token;
import dev.wascc.nkeys.IssuerKey;
import dev.wascc.nkeys.KeyAccessException;
import dev.wascc.nkeys.KeyDirectory;
import dev.wascc.nkeys.KeyRole;
import dev.wascc.nkeys.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Tokens without a module. */
@CommandLine.Command(
        name = "token",
        description = "Make a token without a module.",
        subcommands = {
            TokenCommand.OfActor.class,
            TokenCommand.OfAccount.class,
            TokenCommand.OfOperator.class,
            TokenCommand.OfProvider.class
        })
final class TokenCommand extends Command {
    @Override
    public Integer call() {
        throw usage("token needs a kind: actor, account, operator or provider");
    }

    /** What all kinds have. */
    abstract static class OfKind extends Command {
        @Mixin
        SigningOptions keys = new SigningOptions();

        @Mixin
        TokenOptions options = new TokenOptions();

        String name() {
            if (options.name == null) {
                throw usage("a token needs a --name");
            }
            return options.name;
        }

        int sign(IssuerKey issuer, PublicKey subject, Metadata metadata) throws ClaimsException, KeyAccessException {
            Claims<Metadata> claims = options.claims(this, issuer.publicKey(), subject, metadata);
            Token token = new Signer(issuer).sign(claims);
            if (json()) {
                Map<String, @Nullable Object> object = Json.object();
                object.put("token", token.text());
                object.put("issuer", issuer.publicKey().text());
                object.put("subject", subject.text());
                object.put("claims", Json.ofToken(token));
                print(Json.write(object));
            } else {
                print(token.text());
            }
            return ExitCode.OK;
        }
    }

    /** {@code wascc token actor}. */
    @CommandLine.Command(name = "actor", description = "A token of an actor, without a hash.")
    static final class OfActor extends OfKind {
        @Mixin
        ActorOptions actor = new ActorOptions();

        @Override
        public Integer call() throws KeyAccessException, ClaimsException {
            IssuerKey issuer = keys.issuer(this, KeyRole.ACCOUNT, KeyDirectory.userName());
            return sign(issuer, keys.subject(this, KeyRole.MODULE, name()), actor.actor(this, name(), name()));
        }
    }

    /** {@code wascc token account}. */
    @CommandLine.Command(name = "account", description = "A token of an account, signed by an operator.")
    static final class OfAccount extends OfKind {
        @Mixin
        SignerOptions signers = new SignerOptions();

        @Override
        public Integer call() throws KeyAccessException, ClaimsException {
            IssuerKey issuer = keys.issuer(this, KeyRole.OPERATOR, name());
            PublicKey subject = keys.subject(this, KeyRole.ACCOUNT, KeyDirectory.userName());
            return sign(issuer, subject, new Metadata.Account(name(), signers.texts(this)));
        }
    }

    /** {@code wascc token operator}. */
    @CommandLine.Command(name = "operator", description = "A token of an operator, signed by itself.")
    static final class OfOperator extends OfKind {
        @Mixin
        SignerOptions signers = new SignerOptions();

        @Override
        public Integer call() throws KeyAccessException, ClaimsException {
            IssuerKey issuer = keys.issuer(this, KeyRole.OPERATOR, name());
            return sign(issuer, issuer.publicKey(), new Metadata.Operator(name(), signers.texts(this)));
        }
    }

    /** {@code wascc token provider}. */
    @CommandLine.Command(name = "provider", description = "A token of a native capability provider.")
    static final class OfProvider extends OfKind {
        @Option(
                names = {"--cap", "--capid"},
                required = true,
                paramLabel = "ID",
                description = "The capability it provides.")
        String capability = "";

        @Option(names = "--vendor", required = true, paramLabel = "NAME", description = "Who makes it.")
        String vendor = "";

        @Option(
                names = "--hash",
                paramLabel = "TARGET=SHA256",
                description = "The hash of its library for a target, x86_64-linux and so on; repeat it for more.")
        Map<String, String> hashes = new TreeMap<>();

        @Mixin
        VersionOptions version = new VersionOptions();

        @Override
        public Integer call() throws KeyAccessException, ClaimsException {
            hashes.replaceAll((target, hash) -> {
                if (!hash.matches("[0-9A-Fa-f]+")) {
                    throw usage("--hash " + target + " is no hash: it is of hex digits");
                }
                return hash.toUpperCase(Locale.ROOT);
            });
            IssuerKey issuer = keys.issuer(this, KeyRole.ACCOUNT, KeyDirectory.userName());
            PublicKey subject = keys.subject(this, KeyRole.SERVICE, name());
            return sign(
                    issuer,
                    subject,
                    new Metadata.Provider(name(), capability, vendor, version.revision, version.version, hashes, null));
        }
    }

    /** Who else may sign. */
    static final class SignerOptions {
        @Option(
                names = "--signer",
                paramLabel = "KEY",
                description = "A public key that may sign for it, too; repeat it for more.")
        List<String> signers = new ArrayList<>();

        List<String> texts(Command command) {
            return command.publicKeys("--signer", signers).stream()
                    .map(PublicKey::text)
                    .toList();
        }
    }
}
