package dev.wascc.actor.maven;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.maven.artifact.DependencyResolutionRequiredException;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.project.MavenProject;

/** Compiles a Java actor to {@code target/<artifactId>.wasm}; does nothing when no class has changed since. */
@Mojo(
        name = "compile",
        defaultPhase = LifecyclePhase.PREPARE_PACKAGE,
        requiresDependencyResolution = ResolutionScope.RUNTIME,
        threadSafe = true)
@SuppressWarnings("NullAway.Init") // Maven sets the parameters
public final class CompileMojo extends AbstractMojo {
    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    private MavenProject project;

    /** The class whose main method registers the actor's handlers. */
    @Parameter(property = "wascc.actor.mainClass", required = true)
    private String mainClass;

    /** The module. */
    @Parameter(property = "wascc.actor.module", defaultValue = "${project.build.directory}/${project.artifactId}.wasm")
    private File module;

    /** Most memory that the actor's heap may take, in MiB. */
    @Parameter(property = "wascc.actor.maxHeap", defaultValue = "48")
    private int maxHeap;

    @Parameter(property = "wascc.skip", defaultValue = "false")
    private boolean skip;

    @Override
    public void execute() throws MojoExecutionException, MojoFailureException {
        if (skip || project.getPackaging().equals("pom")) {
            return;
        }
        try {
            List<File> classPath = project.getRuntimeClasspathElements().stream()
                    .map(File::new)
                    .toList();
            Path stamp = Path.of(project.getBuild().getDirectory(), "wascc-actor", "parameters");
            if (upToDate(classPath, stamp)) {
                getLog().info("wascc: up to date, not compiled again");
                return;
            }
            Path work = Path.of(project.getBuild().getDirectory(), "wascc-actor");
            // TeaVM keeps state in its classes; one at a time in one Maven.
            synchronized (ActorCompiler.class) {
                new ActorCompiler(classPath, maxHeap).compile(mainClass, module.toPath(), work);
            }
            Files.writeString(stamp, parameters(classPath));
            getLog().info("Compiled " + mainClass + " -> " + module + " (" + module.length() + " bytes)");
        } catch (ActorCompiler.CompilationException e) {
            throw new MojoFailureException(
                    mainClass + " does not compile to WebAssembly:" + System.lineSeparator() + e.getMessage());
        } catch (IOException | DependencyResolutionRequiredException e) {
            throw new MojoExecutionException("the actor could not be compiled: " + e.getMessage(), e);
        }
    }

    /** What the module depends on besides the content of files. Another version of a library may well be an older file. */
    private String parameters(List<File> classPath) {
        return mainClass + " " + maxHeap + " " + classPath;
    }

    private boolean upToDate(List<File> classPath, Path stamp) throws IOException {
        if (!module.isFile()
                || !Files.isRegularFile(stamp)
                || !Files.readString(stamp).equals(parameters(classPath))) {
            return false;
        }
        List<File> inputs = new ArrayList<>(classPath);
        inputs.add(new File(ActorCompiler.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath()));
        FileTime built = Files.getLastModifiedTime(module.toPath());
        for (File entry : inputs) {
            if (entry.exists()) {
                try (Stream<Path> files = Files.walk(entry.toPath())) {
                    for (Path file : (Iterable<Path>) files::iterator) {
                        if (Files.isRegularFile(file)
                                && Files.getLastModifiedTime(file).compareTo(built) > 0) {
                            return false;
                        }
                    }
                }
            }
        }
        return Files.getLastModifiedTime(project.getFile().toPath()).compareTo(built) <= 0;
    }
}
