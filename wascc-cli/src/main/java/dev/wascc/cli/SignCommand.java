package dev.wascc.cli;

import dev.wascc.claims.ActorModule;
import dev.wascc.claims.AtomicFile;
import dev.wascc.claims.Claims;
import dev.wascc.claims.ClaimsException;
import dev.wascc.claims.LegacyReaders;
import dev.wascc.claims.Metadata;
import dev.wascc.claims.Signer;
import dev.wascc.nkeys.KeyAccessException;
import dev.wascc.nkeys.KeyDirectory;
import dev.wascc.nkeys.KeyRole;
import dev.wascc.nkeys.PublicKey;
import dev.wascc.nkeys.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Embeds signed claims in modules. */
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

    @Option(
            names = {"-v", "--verbose"},
            description = "Say which older readers cannot read the result.")
    boolean verbose;

    @Option(names = "--dry-run", description = "Print the claims and write nothing.")
    boolean dryRun;

    @Mixin
    IssuerOptions keys = new IssuerOptions();

    @Mixin
    ClaimOptions claims = new ClaimOptions();

    @Override
    public Integer call() throws KeyAccessException, IOException, ClaimsException, CliException {
        if (destination != null && files.size() > 1 && !Files.isDirectory(destination)) {
            throw usage("--dest is a directory where several files are signed");
        }
        SigningKey issuer = keys.issuer(this, KeyRole.ACCOUNT, KeyDirectory.userName());
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        Progress progress = new Progress(this, files.size());
        for (Path file : files) {
            progress.step(file);
            try {
                rows.add(sign(file, issuer));
            } catch (ClaimsException e) {
                progress.end();
                surroundings.err().println("wascc: " + file + " was not signed:");
                throw e;
            }
        }
        progress.end();
        if (json()) {
            print(Json.write(rows.size() == 1 ? rows.get(0) : rows));
        }
        return 0;
    }

    private Map<String, @Nullable Object> sign(Path file, SigningKey issuer)
            throws KeyAccessException, IOException, ClaimsException, CliException {
        ActorModule module = Modules.read(file);
        String stem = stem(file);
        KeyRole role = KeyRole.MODULE;
        PublicKey subject = keys.subject(this, role, stem);
        Metadata.Actor metadata = claims.actor(this, stem);
        Claims<Metadata.Actor> claimed = claims.claims(this, issuer.publicKey(), subject, metadata);
        ActorModule signed = new Signer(issuer).sign(module, claimed);
        Path target = target(file, stem);
        if (!dryRun) {
            AtomicFile.write(target, signed.bytes());
        }
        report(file, target, signed, claimed);
        Map<String, @Nullable Object> row = Json.object();
        row.put("file", target.toString());
        row.put("sha256", sha256(signed.bytes()));
        row.put("name", metadata.name());
        row.put("module", subject.text());
        row.put("issuer", issuer.publicKey().text());
        row.put("capabilities", metadata.granted());
        row.put("tags", metadata.tagged());
        row.put("rev", metadata.revision());
        row.put("ver", metadata.version());
        Json.date(row, "exp", claimed.expires());
        Json.date(row, "nbf", claimed.notBefore());
        return row;
    }

    private void report(Path file, Path target, ActorModule signed, Claims<Metadata.Actor> claimed)
            throws ClaimsException {
        if (!json()) {
            Metadata.Actor metadata = claimed.metadata();
            String caps = metadata.granted().isEmpty()
                    ? "no capabilities"
                    : "capabilities: " + String.join(",", metadata.granted());
            print((dryRun ? "Would sign " : "Successfully signed ") + target + " with " + caps);
        }
        if (dryRun) {
            say(signed.token().orElseThrow().payload());
        }
        if (verbose) {
            LegacyReaders readers = signed.legacyReaders();
            say("module " + claimed.subject() + ", issuer " + claimed.issuer());
            say(Modules.words(readers));
        }
    }

    private Path target(Path file, String stem) {
        Path given = destination;
        if (given == null) {
            return file.resolveSibling(stem + "_s.wasm");
        }
        return Files.isDirectory(given) ? given.resolve(String.valueOf(file.getFileName())) : given;
    }

    private static String stem(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.endsWith(".wasm") ? name.substring(0, name.length() - ".wasm".length()) : name;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
