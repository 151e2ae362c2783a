package dev.wascc.cli;

import dev.wascc.claims.ClaimsException;
import dev.wascc.claims.Finding;
import dev.wascc.claims.TrustPolicy;
import dev.wascc.claims.archive.ProviderArchive;
import dev.wascc.document.DocumentException;
import dev.wascc.gate.Gate;
import dev.wascc.gate.Policy;
import dev.wascc.nkeys.PublicKey;
import dev.wascc.provider.OneLine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code wascc par verify}. */
@CommandLine.Command(
        name = "verify",
        description = "Check archives: signature, hashes, dates and issuer, and what a policy asks of claims.",
        footer = {
            "",
            "Only findings that are errors refuse; wascc explain RULE says what a rule means and what mends it."
        })
final class ParVerifyCommand extends Command {
    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Archives.")
    List<Path> files = List.of();

    @Option(
            names = "--policy",
            paramLabel = "FILE",
            description = "A policy file; providers are to pass its rules, too.")
    @Nullable
    Path policy;

    @Option(
            names = "--trust",
            paramLabel = "KEY",
            split = ",",
            description =
                    "An issuer (A…) whose signature counts, of those of the policy if there is one; repeat it for more.")
    List<String> trust = new ArrayList<>();

    @Override
    public Integer call() throws DocumentException {
        Set<PublicKey> trusted = publicKeys("--trust", trust);
        Gate gate = policy == null
                ? Gate.trusting(
                        trusted.isEmpty() ? TrustPolicy.integrityOnly() : TrustPolicy.trusting(trusted),
                        surroundings.clock())
                : Gate.by(Policy.read(policy), trusted, surroundings.clock());
        int code = ExitCode.OK;
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (Path file : files) {
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            row.put("file", file.toString());
            rows.add(row);
            code = ExitCode.moreFundamental(code, verify(gate, file, row));
        }
        if (json()) {
            print(Json.ofFiles(rows));
        }
        if (!gate.judgesIssuer()) {
            say("the issuer was not judged: no --trust and no --policy was given");
        }
        return code;
    }

    private int verify(Gate gate, Path file, Map<String, @Nullable Object> row) {
        String what = "(malformed)";
        Failure failure;
        try {
            ProviderArchive archive = Archives.read(file);
            what = archive.token()
                    .map(token -> Described.of(token.unverifiedClaims()))
                    .orElse("(unsigned)");
            archive.token().ifPresent(token -> Described.put(row, token.unverifiedClaims()));
            row.put("libraries", Archives.libraries(archive));
            List<Finding> findings = gate.judge(archive);
            failure = new Failure(Finding.exitCode(findings), "", findings);
        } catch (ClaimsException | IOException | CliException e) {
            failure = Failure.of(e);
        }
        row.put("passed", failure.exitCode() == ExitCode.OK);
        Json.failure(row, failure);
        if (!failure.message().isEmpty()) {
            complain("wascc: " + failure.message());
        } else if (!json()) {
            print(shown(file) + (failure.exitCode() == ExitCode.OK ? "  OK    " : "  FAIL  ") + OneLine.of(what));
            failure.findings().stream()
                    .flatMap(finding -> CheckedText.lines(finding, file.toString()).stream())
                    .forEach(this::print);
        }
        return failure.exitCode();
    }
}
