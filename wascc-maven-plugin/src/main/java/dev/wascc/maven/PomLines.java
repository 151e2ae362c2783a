package dev.wascc.maven;

import dev.wascc.claims.Finding.Source;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.model.Dependency;
import org.apache.maven.model.InputLocation;
import org.apache.maven.model.InputLocationTracker;
import org.apache.maven.model.Plugin;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.project.MavenProject;

/** Which line of which POM asks for something. */
final class PomLines {
    private PomLines() {}

    /**
     * The configuration of an execution, else the execution, else the plugin, where Maven knows it; else the project's POM.
     *
     * @param root of the checkout; a POM from elsewhere helps nobody
     */
    static Source of(MavenProject project, MojoExecution execution, Path root) {
        Plugin plugin =
                project.getBuild().getPluginsAsMap().get(execution.getPlugin().getKey());
        if (plugin == null) {
            return pom(project);
        }
        List<InputLocationTracker> asking = new ArrayList<>();
        Optional.ofNullable(plugin.getExecutionsAsMap().get(execution.getExecutionId()))
                .ifPresent(asking::add);
        asking.add(plugin);
        return first(
                asking.stream().flatMap(element -> Stream.of("configuration", "")
                        .flatMap(part -> Stream.ofNullable(element.getLocation(part)))),
                project,
                root);
    }

    /** The dependency that brought an artifact along. */
    static Source of(MavenProject project, Artifact artifact, Path root) {
        return first(
                project.getModel().getDependencies().stream()
                        .filter(dependency -> brings(dependency, artifact))
                        .flatMap(dependency -> Stream.ofNullable(dependency.getLocation(""))),
                project,
                root);
    }

    /** A trail is of ids, {@code group:artifact:type[:classifier]:version}; the first is the project, the second the direct dependency. */
    private static boolean brings(Dependency dependency, Artifact artifact) {
        String id = dependency.getManagementKey() + ":" + dependency.getVersion();
        return artifact.getDependencyTrail() != null
                && artifact.getDependencyTrail().size() > 1
                && id.equals(artifact.getDependencyTrail().get(1));
    }

    private static Source first(Stream<InputLocation> places, MavenProject project, Path root) {
        return places.filter(
                        place -> place.getSource() != null && place.getSource().getLocation() != null)
                .map(place -> new Source(
                        place.getSource().getLocation(),
                        Math.max(1, place.getLineNumber()),
                        Math.max(1, place.getColumnNumber())))
                .filter(place -> Path.of(place.file())
                        .toAbsolutePath()
                        .normalize()
                        .startsWith(root.toAbsolutePath().normalize()))
                .findFirst()
                .orElseGet(() -> pom(project));
    }

    private static Source pom(MavenProject project) {
        return new Source(String.valueOf(project.getFile()), 1, 1);
    }
}
