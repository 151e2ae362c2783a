package dev.wascc.cli;

import dev.wascc.claims.ActorModule;
import dev.wascc.claims.Claims;
import dev.wascc.claims.ClaimsException;
import dev.wascc.claims.Inspection;
import dev.wascc.claims.Token;
import dev.wascc.claims.TrustPolicy;
import dev.wascc.claims.Verifier;
import dev.wascc.provider.OneLine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what a module's token says, and what is wrong with it. */
@CommandLine.Command(name = "inspect", description = "Show the claims in a module, and what is wrong with them.")
final class InspectCommand extends Command {
    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Modules or components, or the text of tokens.")
    List<Path> files = List.of();

    @Option(
            names = {"--jwt-only"},
            description = "Print the token alone.")
    boolean jwtOnly;

    @Option(
            names = {"--raw", "-r"},
            hidden = true)
    void oldJwtOnly(boolean set) {
        jwtOnly |= set;
    }

    @Override
    public Integer call() {
        Verifier verifier = new Verifier(TrustPolicy.integrityOnly(), surroundings.clock());
        int code = ExitCode.OK;
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        Progress progress = new Progress(this, files.size());
        for (Path file : files) {
            progress.step();
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            row.put("file", file.toString());
            rows.add(row);
            progress.clear();
            Failure failure = inspect(verifier, file, row);
            String before = files.size() == 1 && failure.message().isEmpty() ? "" : shown(file) + ": ";
            failure.findings().forEach(finding -> complain(before + OneLine.of(finding.toString())));
            if (!failure.message().isEmpty()) {
                complain("wascc: " + failure.message());
            }
            Json.failure(row, failure);
            code = ExitCode.moreFundamental(code, failure.exitCode());
        }
        progress.clear();
        if (json() && !jwtOnly) {
            print(Json.ofFiles(rows));
        }
        return code;
    }

    private Failure inspect(Verifier verifier, Path file, Map<String, @Nullable Object> row) {
        try {
            try {
                return show(file, verifier.inspect(Modules.read(file)), row);
            } catch (ClaimsException e) {
                Optional<Token> token = Modules.token(file);
                if (token.isEmpty()) {
                    throw e;
                }
                return show(verifier, token.get(), row);
            }
        } catch (ClaimsException | CliException | IOException e) {
            return Failure.of(e);
        }
    }

    private Failure show(Path file, Inspection inspection, Map<String, @Nullable Object> row) {
        ActorModule module = inspection.module();
        row.put("kind", module.isComponent() ? "component" : "module");
        row.put("size", module.size());
        row.put("signed", module.rawToken().isPresent());
        row.put("section", module.tokenSection().orElse(null));
        row.put("hash", module.verbatimHash());
        row.put("hashForm", inspection.hashForm().map(Enum::name).orElse(null));
        row.put("readableByWascapUpTo0_8", module.legacyReaders().name());
        if (jwtOnly) {
            module.rawToken().ifPresent(token -> print(OneLine.of(token, Integer.MAX_VALUE)));
        } else if (!json() && files.size() > 1) {
            print(shown(file) + ":");
        }
        inspection.token().ifPresent(token -> claims(token, row));
        if (!json() && !jwtOnly) {
            about(inspection).forEach(this::print);
        }
        return new Failure(inspection.exitCode(), "", inspection.findings());
    }

    private Failure show(Verifier verifier, Token token, Map<String, @Nullable Object> row) {
        row.put("kind", "token");
        if (jwtOnly) {
            print(token.text());
        }
        claims(token, row);
        try {
            verifier.verify(token);
            return new Failure(ExitCode.OK, "", List.of());
        } catch (ClaimsException e) {
            return Failure.of(e);
        }
    }

    private void claims(Token token, Map<String, @Nullable Object> row) {
        Claims<?> claims = token.unverifiedClaims();
        if (json()) {
            Described.put(row, claims);
            row.put("claims", Json.ofToken(token));
        } else if (!jwtOnly) {
            ClaimsTable.of(claims, surroundings.clock().instant()).forEach(this::print);
        }
    }

    private static List<String> about(Inspection inspection) {
        ActorModule module = inspection.module();
        List<String> lines = new ArrayList<>();
        lines.add((module.isComponent() ? "component" : "core module") + ", " + module.size() + " bytes, "
                + module.tokenSection().map(name -> "token in section " + name).orElse("no token"));
        if (inspection.token().isPresent()) {
            lines.add("hash: "
                    + inspection.hashForm().map(form -> "of " + form.words()).orElse("does not match"));
            lines.add(Modules.words(module.legacyReaders()));
        }
        if (module.hasPaddedSections()) {
            lines.add("section lengths are padded; signing shortens them");
        }
        return lines;
    }
}
