package dev.wascc.maven;

import dev.wascc.claims.ActorModule;
import dev.wascc.claims.ClaimsException;
import dev.wascc.claims.Finding;
import dev.wascc.claims.Inspection;
import dev.wascc.claims.TrustPolicy;
import dev.wascc.claims.Verifier;
import java.io.File;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Fails the build where a signed module is not in order; one message has everything that is wrong. */
@Mojo(name = "verify", defaultPhase = LifecyclePhase.VERIFY, threadSafe = true)
@SuppressWarnings("NullAway.Init") // Maven sets the parameters
public final class VerifyMojo extends ModuleFilesMojo {
    /** The issuers (A…) whose signature counts; without any, the issuer is not judged. */
    @Parameter(property = "wascc.trust")
    private @Nullable List<String> trust;

    @Override
    void perform() throws MojoExecutionException, MojoFailureException {
        if (aggregator()) {
            return;
        }
        TrustPolicy policy = policy(trust);
        Verifier verifier = new Verifier(policy, Clock.systemUTC());
        List<String> failures = new ArrayList<>();
        for (File file : files()) {
            verify(verifier, file, failures);
        }
        if (!policy.judgesIssuer()) {
            getLog().info("the issuer was not judged: no <trust> was given");
        }
        if (!failures.isEmpty()) {
            throw new MojoFailureException(String.join(System.lineSeparator(), failures));
        }
    }

    private void verify(Verifier verifier, File file, List<String> failures) throws MojoExecutionException {
        try {
            Inspection inspection = verifier.inspect(ActorModule.read(file.toPath()));
            if (inspection.refused()) {
                fail(file, inspection.findings(), failures);
            } else {
                getLog().info(file.getName() + ": signature OK, hash OK");
            }
        } catch (ClaimsException e) {
            fail(file, e.findings(), failures);
        } catch (IOException e) {
            throw new MojoExecutionException(file + " cannot be read; was it signed before? " + e, e);
        }
    }

    private static void fail(File file, List<Finding> findings, List<String> failures) {
        failures.add(file.getName() + ": " + describe(findings));
    }
}
