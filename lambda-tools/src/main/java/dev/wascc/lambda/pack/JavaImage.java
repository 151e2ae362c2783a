package dev.wascc.lambda.pack;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The Java that a package brings along, made by jlink.
 *
 * @param home of a JDK with jlink, which is that of the image unless {@code jmods} are given
 * @param jmods the modules of a JDK for another machine, of the same version; absent: those of {@code home}
 */
public record JavaImage(Path home, @Nullable Path jmods) {
    /** What the runtime and its providers need; a test asks jdeps. */
    static final List<String> MODULES = List.of(
            "java.base",
            "java.logging",
            "java.management",
            "java.naming",
            "java.net.http",
            "java.xml",
            "jdk.crypto.ec",
            "jdk.unsupported");

    /** Of the JDK that runs this. */
    public static JavaImage ofThisJava() {
        return new JavaImage(Path.of(System.getProperty("java.home")), null);
    }

    /**
     * Makes the image.
     *
     * @param target a directory that is not there yet
     * @throws PackageException there is no jlink, or it fails
     */
    void write(Path target) throws IOException, PackageException {
        Path jlink = home.resolve("bin").resolve("jlink");
        if (!Files.isExecutable(jlink)) {
            throw new PackageException("there is no jlink in " + home
                    + ", which makes the Java of a package; use a JDK," + " or name one: --java-home DIR");
        }
        List<String> command = new ArrayList<>(List.of(
                jlink.toString(),
                "--add-modules",
                String.join(",", MODULES),
                "--strip-java-debug-attributes",
                "--no-header-files",
                "--no-man-pages",
                "--output",
                target.toString()));
        if (jmods != null) {
            command.addAll(List.of("--module-path", jmods.toString()));
        }
        ProgramRun.of(home, command, Map.of());
    }

    /** The feature version of the JDK, by its file {@code release}. */
    int version() throws IOException, PackageException {
        Path release = home.resolve("release");
        Properties properties = new Properties();
        if (Files.exists(release)) {
            try (Reader reader = Files.newBufferedReader(release)) {
                properties.load(reader);
            }
        }
        String version = properties.getProperty("JAVA_VERSION", "").replace("\"", "");
        String feature = version.replaceFirst("[^0-9].*", "");
        if (feature.isEmpty()) {
            throw new PackageException(home + " is no JDK: its file release does not say which version it is");
        }
        return Integer.parseInt(feature);
    }

    /** The architecture of an image, by its program. */
    static Optional<Architecture> architecture(Path image) throws IOException {
        return NativeCode.of(Files.readAllBytes(image.resolve("bin").resolve("java")))
                .flatMap(NativeCode::architecture);
    }
}
