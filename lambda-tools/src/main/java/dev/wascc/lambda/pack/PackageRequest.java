package dev.wascc.lambda.pack;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What package is to be made.
 *
 * @param manifest of the function; a layer has none
 * @param architecture it is for
 * @param java that it brings along, where it brings one
 * @param with libraries beside those that the manifest asks for
 * @param include more files and directories of the function
 * @param throughS3 whether it will be uploaded by way of S3, where the zip may be larger
 */
public record PackageRequest(
        Kind kind,
        @Nullable Path manifest,
        Architecture architecture,
        JavaImage java,
        Set<LibraryGroup> with,
        List<Path> include,
        boolean throughS3) {

    /** What is in it. */
    public enum Kind {
        /** Manifest, actors and the runtime: a function for {@code provided.al2023}. */
        FUNCTION("provided.al2023"),
        /** Manifest and actors, for a function with the layer. */
        WITHOUT_RUNTIME("provided.al2023"),
        /** The runtime alone. */
        LAYER("provided.al2023"),
        JAVA17("java17"),
        JAVA21("java21"),
        JAVA25("java25");

        private final String runtime;

        Kind(String runtime) {
            this.runtime = runtime;
        }

        /** As {@code aws lambda create-function --runtime} takes it. */
        public String runtime() {
            return runtime;
        }

        /** Whether Lambda's own Java runs it. */
        public boolean managed() {
            return runtime.startsWith("java");
        }

        boolean hasActors() {
            return this != LAYER;
        }

        boolean hasJava() {
            return this == FUNCTION || this == LAYER;
        }

        /** The Java version of a managed runtime. */
        int javaVersion() {
            return Integer.parseInt(runtime.substring("java".length()));
        }
    }

    public PackageRequest {
        with = Set.copyOf(with);
        include = List.copyOf(include);
        if (kind.hasActors() && manifest == null) {
            throw new IllegalArgumentException("a function has a manifest");
        }
    }
}
