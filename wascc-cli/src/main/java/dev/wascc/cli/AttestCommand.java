package dev.wascc.cli;

import dev.wascc.claims.ActorModule;
import dev.wascc.claims.AtomicFile;
import dev.wascc.claims.ClaimsException;
import dev.wascc.claims.Inspection;
import dev.wascc.claims.TrustPolicy;
import dev.wascc.claims.Verifier;
import dev.wascc.gate.provenance.Attestation;
import dev.wascc.gate.provenance.BuildRun;
import dev.wascc.gate.provenance.Material;
import dev.wascc.gate.provenance.Provenance;
import dev.wascc.gate.provenance.SourceTree;
import dev.wascc.gate.provenance.Subject;
import dev.wascc.nkeys.IssuerKey;
import dev.wascc.nkeys.KeyAccessException;
import dev.wascc.nkeys.KeyDirectory;
import dev.wascc.nkeys.KeyRole;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says, and signs, where signed modules come from: an in-toto statement beside each. */
@CommandLine.Command(name = "attest", description = "Write signed provenance (in-toto, SLSA) beside signed modules.")
final class AttestCommand extends Command {
    private static final String SUFFIX = ".intoto.jsonl";

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Signed modules or components.")
    List<Path> files = List.of();

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Where the attestations go, all in one file; default FILE.intoto.jsonl beside each module.")
    @Nullable
    Path out;

    @Option(names = "--statement", description = "Print the statements, sign and write nothing.")
    boolean statement;

    @Option(
            names = {"-i", "--issuer"},
            paramLabel = "KEY",
            description =
                    "The key that signs: FILE, env:NAME, -, exec:COMMAND or pkcs11:URI; default USER_account.nk in the key directory.")
    @Nullable
    String issuer;

    @Mixin
    BuildOptions build = new BuildOptions();

    @Mixin
    KeyStoreOptions store = new KeyStoreOptions();

    private final Map<Path, String> lines = new LinkedHashMap<>();
    private final List<Map<String, @Nullable Object>> rows = new ArrayList<>();

    @Override
    public Integer call() throws KeyAccessException, IOException, CliException {
        SourceTree source = build.sourceTree(this);
        BuildRun run = build.run(this);
        List<Material> materials = build.materials();
        IssuerKey key = statement ? null : key();
        int code = ExitCode.OK;
        for (Path file : files) {
            try {
                ActorModule module = Modules.read(file);
                Subject subject = subject(file, module);
                Provenance provenance = Provenance.of(List.of(subject), "wascc attest", source, materials, run);
                attest(file, provenance, key);
            } catch (ClaimsException | IOException | CliException e) {
                Failure failure = Failure.of(e);
                complain("wascc: " + shown(file) + " was not attested"
                        + (failure.message().isEmpty() ? "" : ": " + failure.message()));
                failure.findings().forEach(finding -> complain("  " + finding));
                Map<String, @Nullable Object> row = new LinkedHashMap<>();
                row.put("file", file.toString());
                Json.failure(row, failure);
                rows.add(row);
                code = ExitCode.moreFundamental(code, failure.exitCode());
            }
        }
        if (code == ExitCode.OK && out != null && !statement) {
            write(out, String.join("", lines.values()));
        }
        if (json() && !statement) {
            print(Json.ofFiles(rows));
        }
        return code;
    }

    /** Only what is in order is attested: an attestation of a forged file helps whoever forged it. */
    private Subject subject(Path file, ActorModule module) throws ClaimsException {
        Inspection inspection = new Verifier(TrustPolicy.integrityOnly(), surroundings.clock()).inspect(module);
        if (inspection.refused()) {
            throw new ClaimsException(inspection.findings());
        }
        return Subject.of(String.valueOf(file.getFileName()), module);
    }

    private void attest(Path file, Provenance provenance, @Nullable IssuerKey key)
            throws KeyAccessException, IOException {
        if (key == null) {
            print(provenance.statement());
            return;
        }
        String line = Attestation.sign(provenance, key) + "\n";
        lines.put(file, line);
        Path target = out != null ? out : file.resolveSibling(file.getFileName() + SUFFIX);
        if (out == null) {
            write(target, line);
        }
        report(file, target, provenance, key);
    }

    private void report(Path file, Path target, Provenance provenance, IssuerKey key) {
        SourceTree source = provenance.source();
        String state = source.state().name().toLowerCase(Locale.ROOT);
        String commit = source.commit() == null ? "no commit known" : "commit " + source.commit() + ", tree " + state;
        if (!json()) {
            print("Attested " + shown(file) + " in " + target + " (" + commit + ", builder "
                    + provenance.run().builder() + ")");
        }
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("file", file.toString());
        row.put("attestation", target.toString());
        row.put("sha256", provenance.subjects().get(0).sha256());
        row.put("issuer", key.publicKey().text());
        row.put("source", source.url());
        row.put("commit", source.commit());
        row.put("workingTree", state);
        row.put("builder", provenance.run().builder());
        row.put("materials", provenance.materials().size());
        rows.add(row);
    }

    private static void write(Path target, String text) throws IOException {
        AtomicFile.write(target, text.getBytes(StandardCharsets.UTF_8));
    }

    private IssuerKey key() throws KeyAccessException {
        String reference = issuer;
        if (reference == null) {
            KeyDirectory keys = store.directory(this);
            Path file = keys.find(KeyDirectory.userName(), KeyRole.ACCOUNT)
                    .orElse(keys.file(KeyDirectory.userName(), KeyRole.ACCOUNT));
            if (!Files.exists(file)) {
                throw usage("no account key is given, and there is no " + file + "; give one with --issuer");
            }
            reference = "file:" + file;
        }
        IssuerKey key = store.open(this, reference, KeyRole.ACCOUNT);
        if (key.role() != KeyRole.ACCOUNT) {
            throw usage("--issuer is a key of role " + key.role().word() + ", and an account's is needed");
        }
        return key;
    }
}
