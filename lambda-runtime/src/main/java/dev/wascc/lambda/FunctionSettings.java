package dev.wascc.lambda;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a function is made of.
 *
 * @param directory with the manifest and the actors; {@code LAMBDA_TASK_ROOT}
 * @param environment {@code WASCC_MANIFEST}, {@code WASCC_TRUST}, {@code WASCC_POLICY}, and what {@code ${NAME}} and {@code env:NAME} of the
 *     manifest stand for
 * @param clock what claims and deadlines are held against
 */
public record FunctionSettings(Path directory, Map<String, String> environment, Clock clock) {
    static final String TASK_ROOT = "LAMBDA_TASK_ROOT";

    public FunctionSettings {
        environment = Map.copyOf(environment);
    }

    /** By the environment of a Lambda function; the working directory where that names none. */
    public static FunctionSettings of(Map<String, String> environment) {
        return new FunctionSettings(Path.of(environment.getOrDefault(TASK_ROOT, "")), environment, Clock.systemUTC());
    }

    /** A variable without the blanks around it; empty where it is not set. */
    String variable(String name) {
        return environment.getOrDefault(name, "").strip();
    }

    /** What {@code WASCC_MANIFEST} names, else the first that there is of manifest.yaml, manifest.yml and manifest.json. */
    Path manifest() {
        String named = variable("WASCC_MANIFEST");
        if (!named.isEmpty()) {
            return directory.resolve(named);
        }
        return Stream.of("manifest.yaml", "manifest.yml", "manifest.json")
                .map(directory::resolve)
                .filter(Files::exists)
                .findFirst()
                .orElse(directory.resolve("manifest.yaml"));
    }
}
