package dev.wascc.maven;

import dev.wascc.claims.ActorModule;
import dev.wascc.claims.AtomicFile;
import dev.wascc.claims.ClaimsException;
import dev.wascc.claims.Inspection;
import dev.wascc.claims.TrustPolicy;
import dev.wascc.claims.Verifier;
import dev.wascc.document.DocumentException;
import dev.wascc.gate.provenance.Attestation;
import dev.wascc.gate.provenance.AttestationException;
import dev.wascc.gate.provenance.Attestations;
import dev.wascc.gate.provenance.Material;
import dev.wascc.gate.provenance.Provenance;
import dev.wascc.gate.provenance.Subject;
import dev.wascc.nkeys.IssuerKey;
import dev.wascc.nkeys.KeyAccessException;
import dev.wascc.nkeys.PublicKey;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.project.MavenProjectHelper;
import org.jspecify.annotations.Nullable;

/**
 * Says, and signs, where the signed module comes from: an in-toto statement with SLSA provenance beside it, and the CycloneDX SBOM where
 * another plugin made one. Both are attached. Stands after {@code sign} and before {@code verify}.
 */
@Mojo(
        name = "attest",
        defaultPhase = LifecyclePhase.VERIFY,
        requiresDependencyResolution = ResolutionScope.COMPILE_PLUS_RUNTIME,
        threadSafe = true)
@SuppressWarnings("NullAway.Init") // Maven sets the parameters
public final class AttestMojo extends SigningMojo {
    private static final String BILL = "cdx.json";

    private final MavenProjectHelper projectHelper;

    /** The source's repository; by default that of the checkout, else of the pipeline. */
    @Parameter(property = "wascc.source")
    private @Nullable String source;

    /** The commit that is built; by default that of the checkout, else of the pipeline. */
    @Parameter(property = "wascc.commit")
    private @Nullable String commit;

    /** A URI for what runs the build; by default the pipeline of GitHub, GitLab or Jenkins, else "local". */
    @Parameter(property = "wascc.builder")
    private @Nullable String builder;

    /** A CycloneDX SBOM in JSON; by default what {@code cyclonedx-maven-plugin} made in this project. */
    @Parameter(property = "wascc.sbom")
    private @Nullable File sbom;

    @Inject
    public AttestMojo(MavenProjectHelper projectHelper) {
        this.projectHelper = projectHelper;
    }

    @Override
    void perform() throws MojoExecutionException, MojoFailureException {
        if (aggregator()) {
            return;
        }
        if (!output.isFile()) {
            throw new MojoFailureException(
                    "there is no signed module " + output + " to attest; name the goal sign before attest");
        }
        Path target = output.toPath().resolveSibling(output.getName() + ".intoto.jsonl");
        try (IssuerKey key = key()) {
            write(target, provenance(), key);
            if (attach) {
                projectHelper.attachArtifact(project, GateMojo.ATTESTATION, CLASSIFIER, target.toFile());
            }
        } catch (ClaimsException e) {
            throw refused(output + " was not attested", e);
        } catch (KeyAccessException e) {
            throw new MojoFailureException("the module was not attested: " + e.getMessage());
        } catch (IOException e) {
            throw new MojoExecutionException(output + " was not attested: " + e, e);
        }
    }

    private Provenance provenance() throws IOException, ClaimsException, MojoFailureException {
        BuildFacts facts = new BuildFacts(project, environment());
        List<Material> materials = new ArrayList<>();
        if (module.isFile()) {
            materials.add(Material.of(module.toPath()));
        }
        materials.addAll(facts.dependencies());
        return Provenance.of(
                        List.of(subject()),
                        "wascc:attest",
                        facts.source(source, commit),
                        materials,
                        facts.run(builder, fixedTime(), Clock.systemUTC()))
                .ofProject(project.getGroupId() + ":" + project.getArtifactId() + ":" + project.getVersion())
                .leaving(bill().map(List::of).orElse(List.of()));
    }

    /** Only what is in order is attested: an attestation of a forged file helps whoever forged it. */
    private Subject subject() throws IOException, ClaimsException {
        ActorModule signed = ActorModule.read(output.toPath());
        Inspection inspection = new Verifier(TrustPolicy.integrityOnly(), Clock.systemUTC()).inspect(signed);
        if (inspection.refused()) {
            throw new ClaimsException(inspection.findings());
        }
        return Subject.of(output.getName(), signed);
    }

    private Optional<Material> bill() throws IOException, MojoFailureException {
        Optional<SoftwareBill> found = SoftwareBill.of(project, sbom);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        String name = output.getName().replaceFirst("\\.wasm$", "") + "." + BILL;
        Path copy = output.toPath().resolveSibling(name);
        if (!Files.exists(copy)
                || !Arrays.equals(Files.readAllBytes(copy), found.get().content())) {
            AtomicFile.write(copy, found.get().content());
        }
        if (attach) {
            projectHelper.attachArtifact(project, BILL, CLASSIFIER, copy.toFile());
        }
        return Optional.of(Material.of(copy));
    }

    private void write(Path target, Provenance provenance, IssuerKey key)
            throws IOException, KeyAccessException, MojoFailureException {
        if (saidBefore(target, provenance, key.publicKey())) {
            getLog().info("wascc: up to date, not attested again");
            return;
        }
        AtomicFile.write(target, (Attestation.sign(provenance, key) + "\n").getBytes(StandardCharsets.UTF_8));
        getLog().info("Attested " + output.getName() + " in " + GateMojo.near(target) + " ("
                + (provenance.source().commit() == null
                        ? "no commit known"
                        : "commit " + provenance.source().commit())
                + ", builder " + provenance.run().builder() + ", "
                + provenance.materials().size() + " materials"
                + (provenance.byproducts().isEmpty() ? "" : ", SBOM") + ")");
    }

    /** Whether the file says the same, signed by the same key; without a fixed time, at another time. */
    private boolean saidBefore(Path target, Provenance provenance, PublicKey key) throws MojoFailureException {
        if (!Files.isRegularFile(target)) {
            return false;
        }
        try {
            List<Attestation> before =
                    Attestations.read(target).of(provenance.subjects().get(0).sha256());
            if (before.size() != 1) {
                return false;
            }
            Provenance said = before.get(0).verify(Set.of(key));
            return fixedTime().isPresent()
                    ? said.equals(provenance)
                    : said.timeless().equals(provenance.timeless());
        } catch (DocumentException | AttestationException e) {
            return false;
        }
    }
}
