package dev.wascc.maven;

import dev.wascc.claims.TrustPolicy;
import dev.wascc.document.DocumentException;
import dev.wascc.gate.Gate;
import dev.wascc.gate.Policy;
import dev.wascc.gate.provenance.Attestations;
import dev.wascc.nkeys.PublicKey;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/** Goals that let in, or refuse, by a policy. */
@SuppressWarnings("NullAway.Init") // Maven sets the parameters
abstract class GateMojo extends WasccMojo {
    /** The type of an attached attestation: its name is that of the module, and this. */
    static final String ATTESTATION = "wasm.intoto.jsonl";

    @Parameter(defaultValue = "${session}", readonly = true, required = true)
    MavenSession session;

    /** The policy file; it is looked for in the project, in its parents, and where the build was started. */
    @Parameter(property = "wascc.policy")
    @Nullable
    String policy;

    /** The issuers (A…) whose signature counts; with a policy, those of it that count. Without both, the issuer is not judged. */
    @Parameter(property = "wascc.trust")
    @Nullable
    List<String> trust;

    /** Attestations ({@code .intoto.jsonl}); {@code verify} knows what {@code attest} wrote in the same build. */
    @Parameter(property = "wascc.attestations")
    @Nullable
    List<String> attestations;

    /**
     * The gate that the parameters describe.
     *
     * @param newLocks whether lock files that are missing will be made
     * @throws MojoFailureException the policy is missing or not in order: never is that a reason to pass
     */
    Gate gate(Clock clock, boolean newLocks) throws MojoFailureException {
        TrustPolicy trusted = trusting(trust);
        if (policy == null && !trusted.judgesIssuer()) {
            getLog().warn("the issuer is not judged, whoever signed: name a <policy>, or those you <trust>");
        }
        try {
            Gate gate = policy == null
                    ? Gate.trusting(trusted, clock)
                    : by(Policy.read(found(policy, "policy")), trusted.issuers(), clock, newLocks);
            for (String file : attestations == null ? List.<String>of() : attestations) {
                gate = gate.withAttestations(Attestations.read(found(file, "attestations")));
            }
            return gate;
        } catch (DocumentException e) {
            throw new MojoFailureException(String.valueOf(e.getMessage()));
        }
    }

    private static Gate by(Policy policy, Set<PublicKey> narrower, Clock clock, boolean newLocks)
            throws DocumentException {
        return newLocks ? Gate.byNewLocks(policy, narrower, clock) : Gate.by(policy, narrower, clock);
    }

    /** A file by its name in the POM or after -D, where modules of a build share it; near names are kept short for messages. */
    Path found(String name, String parameter) throws MojoFailureException {
        try {
            for (Path place : places()) {
                Path file = place.resolve(name);
                if (Files.exists(file)) {
                    return near(file);
                }
            }
        } catch (InvalidPathException e) {
            throw new MojoFailureException("<" + parameter + "> is no name of a file: " + name);
        }
        throw new MojoFailureException("there is no file " + name + ", which <" + parameter
                + "> names; it was looked for in "
                + String.join(", ", places().stream().map(Path::toString).toList()));
    }

    /** Where files are looked for that modules of a build share. */
    Set<Path> places() {
        Set<Path> places = new LinkedHashSet<>();
        for (MavenProject at = project; at != null && at.getBasedir() != null; at = at.getParent()) {
            places.add(at.getBasedir().toPath());
        }
        places.add(top());
        return places;
    }

    /** The directory of the whole build. */
    Path top() {
        return Optional.ofNullable(session.getRequest().getMultiModuleProjectDirectory())
                .orElseGet(project::getBasedir)
                .toPath();
    }

    /** As seen from where the build was started, if it lies there. */
    static Path near(Path file) {
        Path here = Path.of("").toAbsolutePath();
        Path whole = file.toAbsolutePath().normalize();
        return whole.startsWith(here) && !whole.equals(here) ? here.relativize(whole) : whole;
    }
}
