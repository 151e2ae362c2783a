package dev.wascc.maven;

import dev.wascc.claims.ActorModule;
import dev.wascc.claims.ClaimsException;
import dev.wascc.claims.Inspection;
import dev.wascc.claims.Token;
import dev.wascc.claims.TrustPolicy;
import dev.wascc.claims.Verifier;
import java.io.File;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Shows what the token of a signed module says, and what is wrong with it; fails for nothing that is only wrong. */
@Mojo(name = "inspect", requiresProject = false, threadSafe = true)
@SuppressWarnings("NullAway.Init") // Maven sets the parameters
public final class InspectMojo extends WasccMojo {
    /** The modules; by default the one that {@code sign} made. */
    @Parameter(property = "wascc.files")
    private @Nullable List<File> files;

    /** The module that {@code sign} made. */
    @Parameter(
            property = "wascc.output",
            defaultValue = "${project.build.directory}/${project.build.finalName}-signed.wasm")
    private File output;

    @Override
    void perform() throws MojoExecutionException, MojoFailureException {
        if (aggregator() && files == null) {
            return;
        }
        for (File file : files == null || files.isEmpty() ? List.of(output) : files) {
            try {
                Inspection inspection = new Verifier(TrustPolicy.integrityOnly(), Clock.systemUTC())
                        .inspect(ActorModule.read(file.toPath()));
                getLog().info(file + ": "
                        + inspection.token().map(Token::payload).orElse("no token"));
                inspection.findings().forEach(finding -> getLog().warn(finding.toString()));
            } catch (ClaimsException e) {
                throw refused(file.toString(), e);
            } catch (IOException e) {
                throw new MojoExecutionException(file + " cannot be read: " + e, e);
            }
        }
    }
}
