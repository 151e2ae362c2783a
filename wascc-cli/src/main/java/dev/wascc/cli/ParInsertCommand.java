package dev.wascc.cli;

import dev.wascc.claims.Claims;
import dev.wascc.claims.ClaimsException;
import dev.wascc.claims.Metadata;
import dev.wascc.claims.Token;
import dev.wascc.claims.TrustPolicy;
import dev.wascc.claims.archive.ArchiveSigner;
import dev.wascc.claims.archive.ArchiveVerifier;
import dev.wascc.claims.archive.ProviderArchive;
import dev.wascc.claims.archive.VerifiedProvider;
import dev.wascc.nkeys.IssuerKey;
import dev.wascc.nkeys.KeyAccessException;
import dev.wascc.nkeys.KeyDirectory;
import dev.wascc.nkeys.KeyRole;
import dev.wascc.provider.OneLine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code wascc par insert}. */
@CommandLine.Command(
        name = "insert",
        description = "Add a library for another machine to an archive, or replace one, and sign it anew.",
        footer = {
            "",
            "Provider, name, capability, vendor, version and dates stay unless they are changed. What is forged is refused:",
            "no issuer signs what it has not seen."
        })
@SuppressWarnings("NullAway.Init") // set by picocli
final class ParInsertCommand extends Command {
    @Parameters(index = "0", paramLabel = "FILE", description = "A signed archive.")
    Path file;

    @Option(
            names = {"-d", "--dest", "--destination"},
            paramLabel = "FILE",
            description = "Where the new archive goes; default FILE itself.")
    @Nullable
    Path destination;

    @Option(
            names = "--compress",
            description = "Put the archive into gzip; so it is anyway where its name ends in .gz.")
    boolean compress;

    @Mixin
    LibraryOptions library = new LibraryOptions();

    @Mixin
    IssuerOptions keys = new IssuerOptions();

    @Mixin
    TokenOptions token = new TokenOptions();

    @Mixin
    VersionOptions version = new VersionOptions();

    @Override
    public Integer call() throws KeyAccessException, ClaimsException, IOException, CliException {
        ProviderArchive archive = Archives.read(file);
        VerifiedProvider before = verified(archive);
        Claims<Metadata.Provider> old = before.claims();
        IssuerKey issuer = keys.issuer(this, KeyRole.ACCOUNT, KeyDirectory.userName());
        if (!issuer.publicKey().equals(old.issuer())) {
            say("wascc: another issuer: signed by " + issuer.publicKey() + ", and before by " + old.issuer());
        }
        Claims<Metadata.Provider> claims = token.claims(
                this,
                Claims.of("", issuer.publicKey(), old.subject(), Instant.EPOCH, edited(old.metadata()))
                        .within(old.notBefore(), old.expires()));
        Path target = destination == null ? file : destination;
        Token signed = new ArchiveSigner(issuer)
                .insert(
                        target,
                        claims,
                        before,
                        library.target,
                        library.content(),
                        compress || target.toString().endsWith(".gz"));
        if (json()) {
            Map<String, @Nullable Object> object = Json.object();
            object.putAll(Archives.row(target, signed));
            print(Json.write(object));
        } else {
            print("Successfully inserted " + library.target + " into archive " + OneLine.of(target.toString()));
        }
        return ExitCode.OK;
    }

    /** Judged as of a moment within its dates: what is expired may be signed anew, what is forged may not. */
    private VerifiedProvider verified(ProviderArchive archive) throws ClaimsException {
        Instant within = archive.token()
                .map(token -> token.unverifiedClaims())
                .map(claims -> claims.notBefore() == null ? claims.issuedAt() : claims.notBefore())
                .orElseGet(() -> surroundings.clock().instant());
        try {
            return new ArchiveVerifier(
                            TrustPolicy.integrityOnly(), java.time.Clock.fixed(within, java.time.ZoneOffset.UTC))
                    .verify(archive);
        } catch (ClaimsException e) {
            throw new ClaimsException(e.findings().stream()
                    .map(finding -> finding.of(shown(file)))
                    .toList());
        }
    }

    private Metadata.Provider edited(Metadata.Provider old) {
        return new Metadata.Provider(
                token.name == null ? old.name() : token.name,
                old.capability(),
                old.vendor(),
                version.revision == null ? old.revision() : version.revision,
                version.version == null ? old.version() : version.version,
                old.targetHashes(),
                old.configSchema());
    }
}
