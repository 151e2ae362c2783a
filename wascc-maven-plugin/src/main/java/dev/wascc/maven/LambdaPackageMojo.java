package dev.wascc.maven;

import dev.wascc.claims.AtomicFile;
import dev.wascc.claims.Finding;
import dev.wascc.document.DocumentException;
import dev.wascc.host.manifest.ManifestException;
import dev.wascc.lambda.pack.Architecture;
import dev.wascc.lambda.pack.JavaImage;
import dev.wascc.lambda.pack.LambdaPackage;
import dev.wascc.lambda.pack.LibraryGroup;
import dev.wascc.lambda.pack.PackageException;
import dev.wascc.lambda.pack.PackageRequest;
import dev.wascc.lambda.pack.PackageRequest.Kind;
import dev.wascc.lambda.pack.Packager;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProjectHelper;
import org.jspecify.annotations.Nullable;

/** Makes the zip of an AWS Lambda function, or the layer with the runtime, checks it, and attaches it with the classifier {@code lambda}. */
@Mojo(name = "lambda-package", defaultPhase = LifecyclePhase.PACKAGE, threadSafe = true)
@SuppressWarnings("NullAway.Init") // Maven sets the parameters
public final class LambdaPackageMojo extends GateMojo {
    /** The manifest; its files lie beside it or below. */
    @Parameter(property = "wascc.manifest", defaultValue = "${project.basedir}/manifest.yaml")
    private File manifest;

    /** The machine it is for, x86_64 or arm64; by default that of this one. */
    @Parameter(property = "wascc.lambda.arch")
    private @Nullable String arch;

    /** provided.al2023, with a Java of its own, or java17, java21, java25. */
    @Parameter(property = "wascc.lambda.runtime", defaultValue = "provided.al2023")
    private String runtime;

    /** What is made: {@code function}, {@code without-runtime} for a function with the layer, or {@code layer}. */
    @Parameter(property = "wascc.lambda.content", defaultValue = "function")
    private String content;

    /** Libraries beside those that the manifest asks for: providers, redis, aws. */
    @Parameter(property = "wascc.lambda.with")
    private @Nullable List<String> with;

    /** More files and directories to put in. */
    @Parameter(property = "wascc.lambda.include")
    private @Nullable List<File> include;

    /** The JDK whose Java is put in; by default the one that runs Maven. */
    @Parameter(property = "wascc.lambda.javaHome")
    private @Nullable File javaHome;

    /** The jmods of a JDK of the same version for another machine. */
    @Parameter(property = "wascc.lambda.jmods")
    private @Nullable File jmods;

    /** Whether it will be uploaded through S3, where a zip may have more than 50 MB. */
    @Parameter(property = "wascc.lambda.throughS3", defaultValue = "false")
    private boolean throughS3;

    /** The zip. */
    @Parameter(
            property = "wascc.lambda.output",
            defaultValue = "${project.build.directory}/${project.build.finalName}-lambda.zip")
    private File zip;

    private final MavenProjectHelper attaching;

    @Inject
    public LambdaPackageMojo(MavenProjectHelper attaching) {
        this.attaching = attaching;
    }

    @Override
    void perform() throws MojoExecutionException, MojoFailureException {
        Kind kind = kind();
        if (kind != Kind.LAYER && !manifest.isFile()) {
            throw new MojoFailureException("there is no manifest " + manifest + "; name one with -Dwascc.manifest");
        }
        PackageRequest request = new PackageRequest(
                kind,
                kind == Kind.LAYER ? null : manifest.toPath(),
                architecture(),
                java(),
                libraries(),
                include == null ? List.of() : include.stream().map(File::toPath).toList(),
                throughS3);
        try {
            LambdaPackage made = Packager.make(request, gate(Clock.systemUTC(), false));
            report(made);
            Path target = zip.toPath();
            AtomicFile.write(target, made.zip());
            attaching.attachArtifact(project, "zip", "lambda", zip);
            getLog().info(near(target) + "  " + made.size() + ": " + String.join(" ", made.top()));
            getLog().info(made.sizes());
        } catch (ManifestException | DocumentException | PackageException e) {
            throw new MojoFailureException(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new MojoExecutionException("the package could not be made: " + e, e);
        }
    }

    private void report(LambdaPackage made) throws MojoFailureException {
        for (Finding finding : made.findings()) {
            if (finding.refuses()) {
                getLog().error(finding.toString());
            } else {
                getLog().warn(finding.toString());
            }
        }
        made.notes().forEach(note -> getLog().info(note));
        if (made.refused()) {
            throw new MojoFailureException("the package is refused: "
                    + describe(made.findings().stream().filter(Finding::refuses).toList()));
        }
    }

    private Kind kind() throws MojoFailureException {
        Kind kind = Stream.of(Kind.FUNCTION, Kind.JAVA17, Kind.JAVA21, Kind.JAVA25)
                .filter(known -> known.runtime().equals(runtime))
                .findFirst()
                .orElseThrow(() -> new MojoFailureException(
                        "<runtime> is provided.al2023, java17, java21 or java25, and not " + runtime));
        if (content.equals("function")) {
            return kind;
        } else if (kind == Kind.FUNCTION && content.equals("layer")) {
            return Kind.LAYER;
        } else if (kind == Kind.FUNCTION && content.equals("without-runtime")) {
            return Kind.WITHOUT_RUNTIME;
        }
        throw new MojoFailureException(
                "<content> is function, or for provided.al2023 layer or without-runtime, and not " + content);
    }

    private Architecture architecture() throws MojoFailureException {
        String name = arch;
        if (name == null) {
            return Architecture.ofThisMachine()
                    .orElseThrow(() ->
                            new MojoFailureException("Lambda has no machines like this one; name one with <arch>"));
        }
        return Architecture.named(name)
                .orElseThrow(() -> new MojoFailureException("<arch> is x86_64 or arm64, and not " + name));
    }

    private JavaImage java() {
        JavaImage here = JavaImage.ofThisJava();
        return new JavaImage(
                javaHome == null ? here.home() : javaHome.toPath().toAbsolutePath(),
                jmods == null ? null : jmods.toPath().toAbsolutePath());
    }

    private Set<LibraryGroup> libraries() throws MojoFailureException {
        Set<LibraryGroup> libraries = new HashSet<>();
        for (String name : with == null ? List.<String>of() : with) {
            libraries.add(Stream.of(LibraryGroup.values())
                    .filter(group -> group.name().toLowerCase(Locale.ROOT).equals(name.strip()))
                    .findFirst()
                    .orElseThrow(
                            () -> new MojoFailureException("<with> lists providers, redis and aws, and not " + name)));
        }
        return libraries;
    }
}
