package dev.wascc.cli;

import dev.wascc.claims.ClaimsException;
import dev.wascc.claims.Finding;
import dev.wascc.claims.Token;
import dev.wascc.claims.TrustPolicy;
import dev.wascc.claims.archive.ArchiveVerifier;
import dev.wascc.claims.archive.ProviderArchive;
import dev.wascc.provider.OneLine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code wascc par inspect}. */
@CommandLine.Command(
        name = "inspect",
        description = "Show the claims and libraries of an archive, and what is wrong with them.")
@SuppressWarnings("NullAway.Init") // set by picocli
final class ParInspectCommand extends Command {
    @Parameters(index = "0", paramLabel = "FILE", description = "An archive.")
    Path file;

    @Option(names = "--jwt-only", description = "Print the token alone.")
    boolean jwtOnly;

    @Override
    public Integer call() throws IOException, ClaimsException, CliException {
        ProviderArchive archive = Archives.read(file);
        List<Finding> findings =
                new ArchiveVerifier(TrustPolicy.integrityOnly(), surroundings.clock()).findings(archive);
        if (jwtOnly) {
            archive.token().map(Token::text).ifPresent(this::print);
        } else if (json()) {
            json(archive, findings);
        } else {
            archive.token()
                    .map(token -> ClaimsTable.of(
                            token.unverifiedClaims(), surroundings.clock().instant()))
                    .ifPresent(lines -> lines.forEach(this::print));
            Archives.lines(archive).forEach(this::print);
        }
        findings.forEach(finding -> complain(OneLine.of(finding.of(shown(file)).toString())));
        return Finding.exitCode(findings);
    }

    private void json(ProviderArchive archive, List<Finding> findings) throws IOException {
        Map<String, @Nullable Object> object = Json.object();
        object.put("file", file.toString());
        object.put("sha256", archive.sha256());
        object.put("signed", archive.token().isPresent());
        archive.token().ifPresent(token -> {
            Described.put(object, token.unverifiedClaims());
            object.put("claims", Json.ofToken(token));
        });
        object.put("libraries", Archives.libraries(archive));
        object.put("error", null);
        object.put("findings", Json.findings(findings, file.toString()));
        print(Json.write(object));
    }
}
