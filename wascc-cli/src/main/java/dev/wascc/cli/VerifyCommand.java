package dev.wascc.cli;

import dev.wascc.claims.ActorModule;
import dev.wascc.claims.Claims;
import dev.wascc.claims.ClaimsException;
import dev.wascc.claims.Finding;
import dev.wascc.claims.Inspection;
import dev.wascc.claims.Metadata;
import dev.wascc.claims.Token;
import dev.wascc.claims.TrustPolicy;
import dev.wascc.claims.Verifier;
import dev.wascc.provider.OneLine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks signed modules, for pipelines: says everything that is wrong, and ends with the code of the most fundamental. */
@CommandLine.Command(name = "verify", description = "Check signature, hash, dates and issuer of signed modules.")
final class VerifyCommand extends Command {
    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Signed modules or components.")
    List<Path> files = List.of();

    @Option(
            names = "--trust",
            paramLabel = "KEY",
            split = ",",
            description = "An issuer (A…) whose signature counts; repeat it for more.")
    List<String> trust = new ArrayList<>();

    @Option(
            names = "--allow-cap",
            paramLabel = "ID",
            split = ",",
            description = "A capability that may be claimed; then no other may.")
    List<String> allowed = new ArrayList<>();

    @Option(
            names = "--leeway",
            paramLabel = "SECONDS",
            defaultValue = "0",
            description = "How far this clock may be off; 300 at most.")
    long leeway;

    @Override
    public Integer call() throws IOException {
        if (leeway < 0 || leeway > 300) {
            throw usage("--leeway is a number of seconds from 0 to 300");
        }
        TrustPolicy policy = new TrustPolicy(
                publicKeys(trust), allowed.isEmpty() ? null : new LinkedHashSet<>(allowed), Duration.ofSeconds(leeway));
        Verifier verifier = new Verifier(policy, surroundings.clock());
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        List<Finding> all = new ArrayList<>();
        int failed = 0;
        int missing = 0;
        Progress progress = new Progress(this, files.size());
        for (Path file : files) {
            progress.step(file);
            Outcome outcome = check(verifier, file);
            failed += outcome.ok() ? 0 : 1;
            missing = missing == 0 ? outcome.unreadable() : missing;
            all.addAll(outcome.findings);
            rows.add(row(file, outcome));
            if (!json()) {
                progress.end();
                text(file, outcome);
            }
        }
        progress.end();
        summary(policy, rows, failed);
        return missing != 0 ? missing : Finding.exitCode(all);
    }

    /** What became of one file. An exit code other than 0 is of a file that could not be read. */
    private record Outcome(@Nullable Token token, List<Finding> findings, int unreadable, String reason) {
        boolean ok() {
            return unreadable == 0 && findings.stream().noneMatch(Finding::refuses);
        }
    }

    private static Outcome check(Verifier verifier, Path file) throws IOException {
        try {
            ActorModule module = Modules.read(file);
            Inspection inspection = verifier.inspect(module);
            return new Outcome(inspection.token().orElse(null), inspection.findings(), 0, "");
        } catch (ClaimsException e) {
            return new Outcome(null, e.findings(), 0, "");
        } catch (CliException e) {
            return new Outcome(null, List.of(), e.exitCode(), String.valueOf(e.getMessage()));
        }
    }

    private void text(Path file, Outcome outcome) {
        StringBuilder line = new StringBuilder(file + (outcome.ok() ? "  OK    " : "  FAIL  "));
        Token token = outcome.token;
        if (token != null) {
            line.append(described(token.unverifiedClaims()));
        } else {
            line.append(outcome.unreadable != 0 ? "(not read)" : "");
        }
        print(line.toString().stripTrailing());
        outcome.findings.forEach(finding -> print("  " + finding));
        if (outcome.unreadable != 0) {
            print("  " + outcome.reason);
        }
    }

    static String described(Claims<?> claims) {
        StringBuilder text = new StringBuilder();
        if (claims.metadata() instanceof Metadata.Actor actor) {
            text.append(OneLine.of(actor.name() == null ? "(no name)" : actor.name()));
            text.append(actor.version() == null ? "" : " " + OneLine.of(actor.version()));
            text.append(actor.revision() == null ? "" : " (r" + actor.revision() + ")");
        }
        text.append(claims.expires() == null ? "  never expires" : "  expires " + claims.expires());
        return text.append("  issuer ").append(claims.issuer()).toString();
    }

    private Map<String, @Nullable Object> row(Path file, Outcome outcome) {
        Map<String, @Nullable Object> row = new java.util.LinkedHashMap<>();
        row.put("file", file.toString());
        row.put("ok", outcome.ok());
        if (outcome.unreadable != 0) {
            row.put("error", outcome.reason);
        }
        if (json()) {
            row.put("findings", Json.findings(outcome.findings));
        }
        return row;
    }

    private void summary(TrustPolicy policy, List<Map<String, @Nullable Object>> rows, int failed) {
        if (json()) {
            Map<String, @Nullable Object> object = Json.object();
            object.put("issuerJudged", policy.judgesIssuer());
            object.put("files", rows);
            print(Json.write(object));
        } else if (rows.size() > 1) {
            print(rows.size() + " checked: " + (rows.size() - failed) + " ok, " + failed + " failed");
        }
        if (!policy.judgesIssuer()) {
            say("the issuer was not judged: no --trust was given");
        }
    }
}
