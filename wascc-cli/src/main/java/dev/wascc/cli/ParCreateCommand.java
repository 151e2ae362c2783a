package dev.wascc.cli;

import dev.wascc.claims.Claims;
import dev.wascc.claims.ClaimsException;
import dev.wascc.claims.Metadata;
import dev.wascc.claims.Token;
import dev.wascc.claims.archive.ArchiveSigner;
import dev.wascc.document.DocumentException;
import dev.wascc.document.JsonTree;
import dev.wascc.nkeys.IssuerKey;
import dev.wascc.nkeys.KeyAccessException;
import dev.wascc.nkeys.KeyDirectory;
import dev.wascc.nkeys.KeyRole;
import dev.wascc.nkeys.PublicKey;
import dev.wascc.provider.OneLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code wascc par create}. */
@CommandLine.Command(
        name = "create",
        description = "Put a shared library and signed claims into a new archive.",
        footer = {"", "wascc par insert adds libraries for other machines."})
@SuppressWarnings("NullAway.Init") // required options are set by picocli
final class ParCreateCommand extends Command {
    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description = "The archive; default NAME.par, or NAME.par.gz with --compress.")
    @Nullable
    Path file;

    @Option(
            names = {"-d", "--dest", "--destination"},
            hidden = true)
    void destination(@Nullable Path given) {
        file = given == null ? file : given;
    }

    @Option(
            names = {"-c", "--capid", "--cap"},
            required = true,
            paramLabel = "ID",
            description = "The capability it provides.")
    String capability;

    @Option(names = "--vendor", required = true, paramLabel = "NAME", description = "Who makes it.")
    String vendor;

    @Option(
            names = {"-j", "--schema"},
            paramLabel = "FILE",
            description = "A JSON Schema of the values of its bindings, to stand in the claims.")
    @Nullable
    Path schema;

    @Option(names = "--compress", description = "Put the archive into gzip; wascc-host 0.14 does not read that.")
    boolean compress;

    @Mixin
    LibraryOptions library = new LibraryOptions();

    @Mixin
    SigningOptions keys = new SigningOptions();

    @Mixin
    TokenOptions token = new TokenOptions();

    @Mixin
    VersionOptions version = new VersionOptions();

    @Override
    public Integer call() throws KeyAccessException, ClaimsException, IOException, CliException {
        String name = token.name;
        if (name == null || name.isBlank()) {
            throw usage("an archive needs a --name");
        }
        IssuerKey issuer = keys.issuer(this, KeyRole.ACCOUNT, KeyDirectory.userName());
        PublicKey subject = keys.subject(this, KeyRole.SERVICE, name);
        Metadata.Provider metadata = new Metadata.Provider(
                name, capability, vendor, version.revision, version.version, Map.of(), schemaText());
        Claims<Metadata.Provider> claims = token.claims(this, issuer.publicKey(), subject, metadata);
        Path target = target(name);
        Token signed =
                new ArchiveSigner(issuer).write(target, claims, Map.of(library.target, library.content()), compress);
        if (json()) {
            Map<String, @Nullable Object> object = Json.object();
            object.putAll(Archives.row(target, signed));
            print(Json.write(object));
        } else {
            print("Successfully created archive " + OneLine.of(target.toString()) + " with " + library.target + " for "
                    + OneLine.of(capability));
            say("provider " + subject.text() + ", issuer " + issuer.publicKey().text());
        }
        return ExitCode.OK;
    }

    private Path target(String name) {
        if (file != null) {
            return file;
        }
        String plain = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_-]+", "-");
        return Path.of(plain + (compress ? ".par.gz" : ".par"));
    }

    private @Nullable String schemaText() throws IOException {
        if (schema == null) {
            return null;
        }
        try {
            if (JsonTree.read(Files.readString(schema)) instanceof Map<?, ?> read) {
                return JsonTree.write(read);
            }
            throw usage("--schema " + shown(schema) + " is no JSON Schema: it is no object");
        } catch (DocumentException e) {
            throw usage("--schema " + shown(schema) + " is no JSON: " + e.getMessage());
        }
    }
}
