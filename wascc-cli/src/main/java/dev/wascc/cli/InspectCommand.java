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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what a module's token says, and what is wrong with it. */
@CommandLine.Command(
        name = "inspect",
        aliases = "caps",
        description = "Show the claims in a module, and what is wrong with them.")
final class InspectCommand extends Command {
    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Modules or components.")
    List<Path> files = List.of();

    @Option(
            names = {"--jwt-only", "--raw"},
            description = "Print the token alone.")
    boolean jwtOnly;

    @Override
    public Integer call() throws IOException, CliException {
        Verifier verifier = new Verifier(TrustPolicy.integrityOnly(), surroundings.clock());
        int code = 0;
        List<Map<String, @Nullable Object>> rows = new java.util.ArrayList<>();
        for (Path file : files) {
            try {
                Inspection inspection = verifier.inspect(Modules.read(file));
                show(file, inspection, rows);
                code = code == 0 ? inspection.exitCode() : code;
            } catch (ClaimsException e) {
                e.findings().forEach(finding -> surroundings.err().println(file + ": " + finding));
                code = code == 0 ? e.exitCode() : code;
            }
        }
        if (json() && !jwtOnly && !rows.isEmpty()) {
            print(Json.write(files.size() == 1 ? rows.get(0) : rows));
        }
        return code;
    }

    private void show(Path file, Inspection inspection, List<Map<String, @Nullable Object>> rows) {
        if (jwtOnly) {
            inspection.module().rawToken().ifPresent(token -> print(OneLine.of(token)));
        } else if (json()) {
            rows.add(tree(file, inspection));
            return;
        } else {
            inspection.token().ifPresent(token -> ClaimsTable.of(
                            token.unverifiedClaims(), surroundings.clock().instant())
                    .forEach(this::print));
            if (inspection.token().isPresent()) {
                about(inspection).forEach(this::print);
            }
        }
        for (Finding finding : inspection.findings()) {
            surroundings.err().println(file + ": " + finding);
        }
    }

    private static List<String> about(Inspection inspection) {
        ActorModule module = inspection.module();
        return List.of(
                (module.isComponent() ? "component" : "core module") + ", " + module.size()
                        + " bytes, token in section " + module.tokenSection().orElse("(none)"),
                "hash: "
                        + inspection
                                .hashForm()
                                .map(form -> "of " + form.words())
                                .orElse("does not match"),
                Modules.words(module.legacyReaders())
                        + (module.hasPaddedSections()
                                ? "; its section lengths are padded, and signing shortens them"
                                : ""));
    }

    private static Map<String, @Nullable Object> tree(Path file, Inspection inspection) {
        ActorModule module = inspection.module();
        Map<String, @Nullable Object> object = Json.object();
        object.put("file", file.toString());
        object.put("kind", module.isComponent() ? "component" : "module");
        object.put("size", module.size());
        object.put("signed", module.rawToken().isPresent());
        object.put("section", module.tokenSection().orElse(null));
        object.put("hash", module.verbatimHash());
        object.put("hashForm", inspection.hashForm().map(Enum::name).orElse(null));
        object.put("readableByWascapUpTo0_8", module.legacyReaders().name());
        Optional<Token> token = inspection.token();
        token.ifPresent(t -> claims(object, t));
        object.put("findings", Json.findings(inspection.findings()));
        return object;
    }

    private static void claims(Map<String, @Nullable Object> object, Token token) {
        Claims<?> claims = token.unverifiedClaims();
        object.put("issuer", claims.issuer().text());
        object.put("subject", claims.subject());
        object.put("id", claims.id());
        Json.date(object, "iat", claims.issuedAt());
        Json.date(object, "exp", claims.expires());
        Json.date(object, "nbf", claims.notBefore());
        object.put("wascapRevision", claims.layoutRevision());
        if (claims.metadata() instanceof Metadata.Actor actor) {
            object.put("name", actor.name());
            object.put("capabilities", actor.granted());
            object.put("tags", actor.tagged());
            object.put("rev", actor.revision());
            object.put("ver", actor.version());
            object.put("callAlias", actor.callAlias());
            object.put("provider", actor.provider());
        }
        object.put("claims", Json.read(token.payload()));
    }
}
