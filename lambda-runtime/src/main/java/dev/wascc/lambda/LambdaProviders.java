package dev.wascc.lambda;

import dev.wascc.host.InstalledProviders;
import dev.wascc.lambda.log.JsonLines;
import dev.wascc.provider.CapabilityProvider;
import java.util.Map;
import java.util.Optional;

/**
 * What a binding can be served by in Lambda: its events, its log, and of the providers on the class path those of capabilities that make
 * sense between two freezes. Anything else is there for nobody.
 */
final class LambdaProviders {
    /** Capabilities, and where their providers are. */
    private static final Map<String, String> SENSIBLE = Map.of(
            "wascc:keyvalue", "wascc-provider-dynamodb, wascc-provider-redis, or wascc-providers for one in memory",
            "wascc:blobstore", "wascc-provider-s3, or wascc-providers for one in memory",
            "wascc:http_client", "wascc-providers");

    private final Routes routes;
    private final JsonLines log;
    private final InstalledProviders installed;

    LambdaProviders(Routes routes, JsonLines log, InstalledProviders installed) {
        this.routes = routes;
        this.log = log;
        this.installed = installed;
    }

    Optional<CapabilityProvider> of(String capability) {
        return switch (capability) {
            case EventSource.HTTP -> Optional.of(EventSource.http(routes));
            case EventSource.RAW -> Optional.of(EventSource.raw(routes));
            case LambdaLogging.CAPABILITY -> Optional.of(new LambdaLogging(log));
            default -> SENSIBLE.containsKey(capability) ? installed.of(capability) : Optional.empty();
        };
    }

    /** What to do where there is none. */
    static String remedy(String capability) {
        String where = SENSIBLE.get(capability);
        return where == null
                ? "in Lambda there are awslambda:event, wascc:http_server, wascc:logging, wascc:extras and "
                        + String.join(", ", SENSIBLE.keySet().stream().sorted().toList())
                        + ", and portable providers that the manifest lists under capabilities"
                : "add it to the package: " + where;
    }
}
