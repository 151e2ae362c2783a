package dev.wascc.maven;

import dev.wascc.claims.Finding.Source;
import dev.wascc.gate.ModuleFiles;
import dev.wascc.gate.ModuleSource;
import java.io.File;
import java.io.InputStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Fails the build where a signed module is not in order, or a policy does not let it in. The log has every finding, the failure the ids
 * of the rules.
 */
@Mojo(name = "verify", defaultPhase = LifecyclePhase.VERIFY, threadSafe = true)
@SuppressWarnings("NullAway.Init") // Maven sets the parameters
public final class VerifyMojo extends CheckMojo {
    /** The modules: files, directories, globs; by default the one that {@code sign} made. */
    @Parameter(property = "wascc.files")
    private @Nullable List<String> files;

    /** The module that {@code sign} made. */
    @Parameter(
            property = "wascc.output",
            defaultValue = "${project.build.directory}/${project.build.finalName}-signed.wasm")
    private File output;

    @Override
    void perform() throws MojoExecutionException, MojoFailureException {
        if (aggregator()) {
            return;
        }
        Source line = PomLines.of(project, execution, root());
        if (files == null || files.isEmpty()) {
            if (!output.isFile()) {
                getLog().warn("there is no " + near(output.toPath())
                        + "; name the goal sign before verify, or the <files>");
            }
            check(
                    List.of(new Asked(ModuleSource.of(near(output.toPath())), project.getArtifactId(), line)),
                    attested());
            return;
        }
        List<Asked> modules = new ArrayList<>();
        List<String> near = files.stream().map(this::near).toList();
        for (ModuleSource source : ModuleFiles.named(near, InputStream.nullInputStream())) {
            String shown = source.path()
                    .map(path -> project.getBasedir().toPath().toAbsolutePath().relativize(path.toAbsolutePath()))
                    .map(Path::toString)
                    .orElse(source.name());
            modules.add(new Asked(source, shown, line));
        }
        check(modules, List.of());
    }

    private String near(String argument) {
        try {
            return near(project.getBasedir().toPath().resolve(argument)).toString();
        } catch (InvalidPathException e) {
            return project.getBasedir() + "/" + argument; // a glob, where its characters are none of a file's name
        }
    }

    /** What the goal attest wrote in this build. */
    private List<Path> attested() {
        return project.getAttachedArtifacts().stream()
                .filter(artifact -> artifact.getType().equals(ATTESTATION))
                .map(artifact -> artifact.getFile().toPath())
                .toList();
    }
}
