package dev.wascc.lambda.template;

import dev.wascc.claims.ActorModule;
import dev.wascc.claims.ClaimsException;
import dev.wascc.host.manifest.Manifest;
import dev.wascc.host.manifest.ManifestException;
import dev.wascc.lambda.pack.Architecture;
import dev.wascc.lambda.pack.FunctionDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a template has to know of a package.
 *
 * @param zip as the template names it
 * @param layer the zip of the layer with the runtime; absent: the function needs none
 * @param runtime by Lambda's name
 * @param http whether an actor takes HTTP requests
 * @param permissions of its role, beside its log
 */
public record PackageFacts(
        String zip,
        @Nullable String layer,
        String runtime,
        Architecture architecture,
        boolean http,
        Set<Permission> permissions) {

    /** The layer's zip, where a function needs one and none is named. */
    public static final String LAYER = "wascc-layer.zip";

    public PackageFacts {
        permissions = Set.copyOf(permissions);
    }

    /**
     * Looks at a package. Its signatures are not judged: nothing of it is run.
     *
     * @param managed which of Lambda's own Java runtimes runs it, where the package is for one
     * @param architecture of a package that does not tell
     * @throws ManifestException it has no manifest, or one that is not in order
     */
    public static PackageFacts of(Path zip, String managed, Architecture architecture)
            throws IOException, ManifestException {
        try (FunctionDirectory files = FunctionDirectory.open(zip)) {
            Path directory = files.path();
            Path yaml = directory.resolve("manifest.yaml");
            Manifest manifest = Manifest.read(Files.exists(yaml) ? yaml : directory.resolve("manifest.json"), null);
            boolean own = Files.exists(directory.resolve("bootstrap"));
            boolean jars = Files.isDirectory(directory.resolve("lib"));
            return new PackageFacts(
                    zip.toString().replace('\\', '/'),
                    own || jars ? null : LAYER,
                    jars && !own ? managed : "provided.al2023",
                    files.architecture().orElse(architecture),
                    http(manifest, directory),
                    Permission.of(manifest));
        }
    }

    private static boolean http(Manifest manifest, Path directory) throws IOException {
        for (Manifest.ActorEntry actor : manifest.actors()) {
            Path file = directory.resolve(actor.path()).normalize();
            try {
                Optional<dev.wascc.claims.Token> token = file.startsWith(directory) && Files.exists(file)
                        ? ActorModule.read(file).token()
                        : Optional.empty();
                if (token.flatMap(found -> found.unverifiedClaims().ofActor())
                        .filter(claims -> claims.metadata().granted().contains("wascc:http_server"))
                        .isPresent()) {
                    return true;
                }
            } catch (ClaimsException e) {
                // It claims nothing that counts.
            }
        }
        return false;
    }

    boolean managed() {
        return runtime.startsWith("java");
    }

    String handler() {
        return managed() ? "dev.wascc.lambda.ActorHandler" : "not.used";
    }
}
