package dev.wascc.maven;

import dev.wascc.gate.provenance.BuildEnvironment;
import dev.wascc.gate.provenance.BuildRun;
import dev.wascc.gate.provenance.GitCheckout;
import dev.wascc.gate.provenance.Material;
import dev.wascc.gate.provenance.SourceTree;
import dev.wascc.gate.provenance.SourceTree.State;
import java.io.File;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/** What Maven, the checkout and the pipeline know of a build. */
final class BuildFacts {
    private final MavenProject project;
    private final BuildEnvironment environment;

    BuildFacts(MavenProject project, Map<String, String> environment) {
        this.project = project;
        this.environment = new BuildEnvironment(environment);
    }

    /** What is given counts first, then the checkout, then the pipeline. */
    SourceTree source(@Nullable String url, @Nullable String commit) throws MojoFailureException {
        String hash = commit == null ? null : commit.toLowerCase(Locale.ROOT);
        if (hash != null && !SourceTree.isCommit(hash)) {
            throw new MojoFailureException("<commit> is the whole hash of a commit, 40 hex digits");
        }
        if (url != null && !SourceTree.isAddress(url)) {
            throw new MojoFailureException(
                    "<source> is the address of a repository, as https://github.com/acme/greeter");
        }
        return new SourceTree(url == null ? null : SourceTree.withoutSecrets(url), hash, State.UNKNOWN)
                .or(GitCheckout.read(project.getBasedir().toPath()))
                .or(environment.source());
    }

    BuildRun run(@Nullable String builder, Optional<Instant> fixed, Clock clock) throws MojoFailureException {
        if (builder != null && !BuildRun.isBuilder(builder)) {
            throw new MojoFailureException("<builder> is a URI with a scheme, as https://ci.acme.org");
        }
        BuildRun found = environment.run();
        BuildRun run = builder == null ? found : new BuildRun(builder, found.invocation(), null, null);
        return run.between(fixed.orElse(null), fixed.orElseGet(clock::instant));
    }

    /** The resolved dependencies whose files are there, by package URL; modules of the same build may be directories, and have none. */
    List<Material> dependencies() throws IOException {
        List<Material> materials = new ArrayList<>();
        for (Artifact artifact : project.getArtifacts().stream().sorted().toList()) {
            File file = artifact.getFile();
            if (file != null && file.isFile()) {
                materials.add(Material.of(packageUrl(artifact), file.toPath()));
            }
        }
        return materials;
    }

    /** github.com/package-url/purl-spec, types/maven: qualifiers in the order of their names. */
    private static String packageUrl(Artifact artifact) {
        String classifier = artifact.getClassifier();
        return "pkg:maven/" + encoded(artifact.getGroupId()) + "/" + encoded(artifact.getArtifactId()) + "@"
                + encoded(artifact.getVersion()) + "?"
                + (classifier == null || classifier.isEmpty() ? "" : "classifier=" + encoded(classifier) + "&")
                + "type="
                + encoded(artifact.getType());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
