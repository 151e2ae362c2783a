package dev.wascc.maven;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.jspecify.annotations.Nullable;

/**
 * Fails the build where it takes in Wasm that is not in order, or that a policy does not let in: dependencies of type {@code wasm}, of
 * any scope and transitive ones too, and {@code .wasm} files inside of jars. One that is not signed is refused, as it is by
 * {@code verify}; what may come in all the same is excluded by name.
 */
@Mojo(
        name = "verify-dependencies",
        defaultPhase = LifecyclePhase.PROCESS_RESOURCES,
        requiresDependencyResolution = ResolutionScope.TEST,
        threadSafe = true)
public final class VerifyDependenciesMojo extends CheckMojo {
    /** Which dependencies: patterns {@code groupId:artifactId} with {@code *}; all, if not given. */
    @Parameter(property = "wascc.includes")
    private @Nullable List<String> includes;

    /** Which dependencies not, of those included. */
    @Parameter(property = "wascc.excludes")
    private @Nullable List<String> excludes;

    /** Whether jars and other archives are looked into. */
    @Parameter(property = "wascc.lookInsideJars", defaultValue = "true")
    private boolean lookInsideJars;

    @Override
    void perform() throws MojoExecutionException, MojoFailureException {
        List<Artifact> chosen = chosen(project.getArtifacts());
        List<Asked> modules = new ArrayList<>();
        try {
            for (Artifact artifact : chosen) {
                DependencyModules.of(artifact, lookInsideJars)
                        .forEach(source ->
                                modules.add(new Asked(source, source.name(), PomLines.of(project, artifact, root()))));
            }
        } catch (IOException e) {
            throw new MojoFailureException(e.getMessage());
        }
        if (modules.isEmpty()) {
            getLog().info("no Wasm in " + chosen.size() + (chosen.size() == 1 ? " dependency" : " dependencies"));
        }
        check(modules, List.of());
    }

    private List<Artifact> chosen(Set<Artifact> all) throws MojoFailureException {
        ArtifactPatterns wanted = ArtifactPatterns.of(includes, "includes");
        ArtifactPatterns unwanted = ArtifactPatterns.of(excludes, "excludes");
        List<Artifact> chosen = all.stream()
                .filter(artifact -> wanted.isEmpty() || wanted.matches(artifact))
                .filter(artifact -> !unwanted.matches(artifact))
                .sorted()
                .toList();
        for (String pattern : wanted.matchingNone(all)) {
            throw new MojoFailureException("<includes> has " + pattern + ", which no dependency matches;"
                    + " a gate that looked at nothing has let everything through");
        }
        unwanted.matchingNone(all)
                .forEach(pattern -> getLog().warn("<excludes> has " + pattern + ", which no dependency matches"));
        return chosen;
    }
}
