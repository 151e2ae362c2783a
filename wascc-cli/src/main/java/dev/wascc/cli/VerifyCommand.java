package dev.wascc.cli;

import dev.wascc.claims.ClaimsException;
import dev.wascc.claims.Inspection;
import dev.wascc.claims.Token;
import dev.wascc.claims.TrustPolicy;
import dev.wascc.claims.Verifier;
import dev.wascc.provider.OneLine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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
    private static final int MAX_PADDING = 40;

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
    public Integer call() {
        if (leeway < 0 || leeway > 300) {
            throw usage("--leeway is a number of seconds from 0 to 300");
        }
        TrustPolicy policy = new TrustPolicy(
                publicKeys("--trust", trust),
                allowed.isEmpty() ? null : new LinkedHashSet<>(allowed),
                Duration.ofSeconds(leeway));
        Verifier verifier = new Verifier(policy, surroundings.clock());
        int width = files.stream()
                .mapToInt(file -> Math.min(shown(file).length(), MAX_PADDING))
                .max()
                .orElse(0);
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        int code = ExitCode.OK;
        int failed = 0;
        Progress progress = new Progress(this, files.size());
        for (Path file : files) {
            progress.step();
            Outcome outcome = outcome(verifier, file);
            failed += outcome.ok() ? 0 : 1;
            code = ExitCode.moreFundamental(code, outcome.failure.exitCode());
            if (json()) {
                rows.add(row(file, outcome));
            } else {
                progress.clear();
                text(file, outcome, width);
            }
        }
        progress.clear();
        summary(policy, rows, failed);
        return code;
    }

    /**
     * What became of one file.
     *
     * @param token where its form is right
     * @param failure with exit code 0 and without findings that refuse, where the file is in order
     */
    private record Outcome(@Nullable Token token, Failure failure) {
        boolean ok() {
            return failure.exitCode() == ExitCode.OK;
        }
    }

    private static Outcome outcome(Verifier verifier, Path file) {
        try {
            Inspection inspection = verifier.inspect(Modules.read(file));
            return new Outcome(
                    inspection.token().orElse(null), new Failure(inspection.exitCode(), "", inspection.findings()));
        } catch (ClaimsException | CliException | IOException e) {
            return new Outcome(null, Failure.of(e));
        }
    }

    private void text(Path file, Outcome outcome, int width) {
        String name = shown(file);
        String what =
                outcome.token != null ? Described.of(outcome.token.unverifiedClaims()) : outcomeWithoutToken(outcome);
        print(name + " ".repeat(Math.max(0, width - name.length())) + (outcome.ok() ? "  OK    " : "  FAIL  ") + what);
        outcome.failure.findings().forEach(finding -> print("  " + OneLine.of(finding.toString())));
        if (!outcome.failure.message().isEmpty()) {
            print("  " + outcome.failure.message());
        }
    }

    private static String outcomeWithoutToken(Outcome outcome) {
        return switch (outcome.failure.exitCode()) {
            case 10 -> "(unsigned)";
            case 15 -> "(malformed)";
            default -> "(not read)";
        };
    }

    private static Map<String, @Nullable Object> row(Path file, Outcome outcome) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("file", file.toString());
        row.put("ok", outcome.ok());
        row.put("exitCode", outcome.failure.exitCode());
        if (outcome.token != null) {
            Described.put(row, outcome.token.unverifiedClaims());
        }
        Json.failure(row, outcome.failure);
        return row;
    }

    private void summary(TrustPolicy policy, List<Map<String, @Nullable Object>> rows, int failed) {
        if (json()) {
            Map<String, @Nullable Object> object = Json.object();
            object.put("issuerJudged", policy.judgesIssuer());
            object.put("failed", failed);
            object.put("files", rows);
            print(Json.write(object));
        } else if (files.size() > 1) {
            print(files.size() + " checked: " + (files.size() - failed) + " ok, " + failed + " failed");
        }
        if (!policy.judgesIssuer()) {
            say("the issuer was not judged: no --trust was given");
        }
    }
}
