package dev.wascc.cli;

import dev.wascc.claims.ActorModule;
import dev.wascc.claims.AtomicFile;
import dev.wascc.claims.Claims;
import dev.wascc.claims.ClaimsException;
import dev.wascc.claims.Metadata;
import dev.wascc.claims.Signer;
import dev.wascc.nkeys.IssuerKey;
import dev.wascc.nkeys.KeyAccessException;
import dev.wascc.nkeys.KeyDirectory;
import dev.wascc.nkeys.KeyRole;
import dev.wascc.nkeys.PublicKey;
import dev.wascc.provider.OneLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Embeds signed claims in modules. One that cannot be signed does not keep the others from it. */
@CommandLine.Command(name = "sign", description = "Embed signed claims in Wasm modules.")
final class SignCommand extends Command {
    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = "Modules or components; signed ones are signed anew.")
    List<Path> files = List.of();

    @Option(
            names = {"-d", "--dest"},
            paramLabel = "FILE|DIR",
            description = "Where the signed module goes, maybe the source itself; default NAME_s.wasm beside it.")
    @Nullable
    Path destination;

    @Option(names = "--destination", hidden = true)
    void oldDestination(@Nullable Path given) {
        destination = given == null ? destination : given;
    }

    @Option(names = "--dry-run", description = "Print the claims, and write nothing.")
    boolean dryRun;

    @Mixin
    SigningOptions keys = new SigningOptions();

    @Mixin
    TokenOptions token = new TokenOptions();

    @Mixin
    ActorOptions actor = new ActorOptions();

    @Override
    public Integer call() {
        keys.keep = !dryRun;
        Set<Path> directories = targetDirectories();
        if (!dryRun) {
            directories.forEach(AtomicFile::clean);
        }
        int code = ExitCode.OK;
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        Progress progress = new Progress(this, files.size());
        for (Path file : files) {
            progress.step();
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            rows.add(row);
            try {
                sign(file, row, progress);
            } catch (ClaimsException | IOException | CliException | KeyAccessException e) {
                progress.clear();
                Failure failure = Failure.of(e);
                complain("wascc: " + shown(file) + " was not signed"
                        + (failure.message().isEmpty() ? "" : ": " + failure.message()));
                failure.findings().forEach(finding -> complain("  " + finding));
                row.put("file", file.toString());
                Json.failure(row, failure);
                code = ExitCode.moreFundamental(code, failure.exitCode());
                if (e instanceof KeyAccessException) {
                    // What a key refuses once it refuses for the other files, too, and maybe locks itself.
                    break;
                }
            }
        }
        progress.clear();
        if (json()) {
            print(Json.ofFiles(rows));
        }
        return code;
    }

    private void sign(Path file, Map<String, @Nullable Object> row, Progress progress)
            throws KeyAccessException, IOException, ClaimsException, CliException {
        ActorModule module = Modules.read(file);
        String stem = stem(file);
        IssuerKey issuer = keys.issuer(this, KeyRole.ACCOUNT, KeyDirectory.userName());
        Metadata.Actor metadata = actor.actor(this, token.name, stem);
        PublicKey subject = keys.subject(this, KeyRole.MODULE, stem);
        Claims<Metadata.Actor> claims = token.claims(this, issuer.publicKey(), subject, metadata);
        ActorModule signed = new Signer(issuer).sign(module, claims);
        byte[] bytes = signed.bytes();
        Path target = target(file);
        if (!dryRun) {
            AtomicFile.write(target, bytes);
        }
        progress.clear();
        report(target, signed, claims);
        row.put("file", target.toString());
        row.put("sha256", Modules.sha256(bytes));
        row.put("name", metadata.name());
        row.put("module", subject.text());
        row.put("issuer", issuer.publicKey().text());
        row.put("capabilities", metadata.granted());
        row.put("tags", metadata.tagged());
        row.put("rev", metadata.revision());
        row.put("ver", metadata.version());
        Json.date(row, "exp", claims.expires());
        Json.date(row, "nbf", claims.notBefore());
        if (dryRun) {
            row.put("dryRun", true);
        }
    }

    private void report(Path target, ActorModule signed, Claims<Metadata.Actor> claims) throws ClaimsException {
        if (!json()) {
            List<String> granted = claims.metadata().granted();
            String caps =
                    granted.isEmpty() ? "no capabilities" : "capabilities: " + OneLine.of(String.join(",", granted));
            print((dryRun ? "Would sign " : "Successfully signed ") + OneLine.of(target.toString()) + " with " + caps);
            if (dryRun) {
                print(signed.token().orElseThrow().payload());
            }
        }
        if (verbose) {
            say("  module " + claims.subject() + ", issuer " + claims.issuer());
            say("  " + Modules.words(signed.legacyReaders()));
        }
    }

    /** The directories of all targets; refuses two modules that would be written over each other. */
    private Set<Path> targetDirectories() {
        if (destination != null && files.size() > 1 && !Files.isDirectory(destination)) {
            throw usage("--dest is a directory where several files are signed, and " + destination + " is none");
        }
        Set<Path> targets = new LinkedHashSet<>();
        Set<Path> directories = new LinkedHashSet<>();
        for (Path file : files) {
            Path target = target(file).toAbsolutePath().normalize();
            if (!targets.add(target)) {
                throw usage("two of the files would both be written to " + target);
            }
            Path directory = target.getParent();
            if (directory != null) {
                directories.add(directory);
            }
        }
        return directories;
    }

    private Path target(Path file) {
        Path given = destination;
        if (given == null) {
            return file.resolveSibling(stem(file) + "_s.wasm");
        }
        return Files.isDirectory(given) ? given.resolve(String.valueOf(file.getFileName())) : given;
    }

    private static String stem(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.endsWith(".wasm") ? name.substring(0, name.length() - ".wasm".length()) : name;
    }
}
