package dev.wascc.cli;

import dev.wascc.claims.ClaimsDiff;
import dev.wascc.claims.ClaimsException;
import dev.wascc.claims.Inspection;
import dev.wascc.claims.ModuleDiff;
import dev.wascc.claims.ModuleOutline;
import dev.wascc.claims.TrustPolicy;
import dev.wascc.claims.Verifier;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows how one module differs from another. */
@CommandLine.Command(
        name = "diff",
        description = "Show how two modules differ: claims, imports, exports, size, signature.",
        footer = {
            "",
            "Ends with 0 whether they differ or not; with --exit-code, with 1 where they differ. With 12 or 15 where a",
            "signature or a form is wrong, and then shows what can be shown. Unsigned and expired modules are compared, too."
        })
class DiffCommand extends Command {
    /** As {@code git diff --exit-code} ends. */
    private static final int DIFFERENT = 1;

    @Parameters(index = "0", paramLabel = "OLD", description = "A module or component.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    Path before;

    @Parameters(index = "1", paramLabel = "NEW", description = "The module to compare it with.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    Path after;

    @Option(names = "--exit-code", description = "End with 1 where they differ.")
    boolean exitCode;

    @Option(names = "--markdown", description = "Print Markdown, for a pull request.")
    boolean markdown;

    /** Whether the claims alone are compared; then modules without any are refused. */
    boolean claimsOnly() {
        return false;
    }

    @Override
    public Integer call() throws ClaimsException {
        if (markdown && json()) {
            throw usage("--markdown and -o json are two forms of one output: give one of them");
        }
        Verifier verifier = new Verifier(TrustPolicy.integrityOnly(), surroundings.clock());
        Map<String, @Nullable Object> object = Json.object();
        Side old = read(verifier, before, object, "before");
        Side current = read(verifier, after, object, "after");
        if (old.readable().isEmpty() || current.readable().isEmpty()) {
            if (json()) {
                print(Json.write(object));
            }
            return ExitCode.moreFundamental(old.code(), current.code());
        }
        Compared.Side from = new Compared.Side(before, old.readable().get());
        Compared.Side to = new Compared.Side(after, current.readable().get());
        Compared compared = new Compared(from, to, ModuleDiff.of(from.inspection(), to.inspection()), claimsOnly());
        if (json()) {
            DiffJson.put(object, compared);
            print(Json.write(object));
        } else {
            (markdown ? compared.markdown() : compared.text()).forEach(this::print);
        }
        int broken = ExitCode.moreFundamental(from.brokenCode(), to.brokenCode());
        return broken == ExitCode.OK && exitCode && !compared.same() ? DIFFERENT : broken;
    }

    /** A file that can be compared, or the exit code that says why not. */
    private record Side(Optional<Inspection> readable, int code) {}

    private Side read(Verifier verifier, Path file, Map<String, @Nullable Object> object, String name) {
        Map<String, @Nullable Object> row = new java.util.LinkedHashMap<>();
        row.put("file", file.toString());
        object.put(name, row);
        try {
            Inspection inspection = verifier.inspect(Modules.read(file));
            ModuleOutline.of(inspection.module());
            boolean unreadable = inspection.token().isEmpty()
                    && (claimsOnly() || inspection.module().rawToken().isPresent());
            if (unreadable) {
                throw new ClaimsException(inspection.findings());
            }
            DiffJson.put(row, inspection);
            return new Side(Optional.of(inspection), ExitCode.OK);
        } catch (ClaimsException | IOException | CliException e) {
            Failure failure = Failure.of(e);
            complain("wascc: " + shown(file) + " cannot be compared"
                    + (failure.message().isEmpty() ? "" : ": " + failure.message()));
            failure.findings().forEach(finding -> complain("  " + finding));
            Json.failure(row, failure);
            return new Side(Optional.empty(), failure.exitCode());
        }
    }

    /** {@code wascc claims diff}. */
    @CommandLine.Command(name = "diff", description = "Show how the claims of two modules differ.")
    static final class OfClaims extends DiffCommand {
        @Override
        boolean claimsOnly() {
            return true;
        }
    }

    static List<DiffLine> worthSaying(ClaimsDiff diff) {
        return DiffLine.of(new ClaimsDiff(diff.changes().stream()
                .filter(change -> !change.member().matches("jti|iat|wascap\\.hash"))
                .toList()));
    }
}
