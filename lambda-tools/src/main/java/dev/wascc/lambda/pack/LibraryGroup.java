package dev.wascc.lambda.pack;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Jars that come together. A function has those that its manifest asks for. */
public enum LibraryGroup {
    /** The runtime itself, in every package. */
    CORE(List.of("")),
    /** Key-value and blobs in memory, and HTTP requests of actors. */
    PROVIDERS(List.of("dev.wascc.wascc-providers-", "org.eclipse.jetty.")),
    /** Key-value and event streams on Redis. */
    REDIS(List.of(
            "dev.wascc.wascc-provider-redis-",
            "redis.clients.",
            "org.apache.commons.commons-pool2-",
            "com.google.code.gson.",
            "com.google.errorprone.",
            "org.json.",
            "io.github.resilience4j.")),
    /** DynamoDB and S3. */
    AWS(List.of(
            "dev.wascc.wascc-provider-s3-",
            "dev.wascc.wascc-provider-dynamodb-",
            "software.amazon.",
            "org.reactivestreams."));

    private final List<String> prefixes;

    LibraryGroup(List<String> prefixes) {
        this.prefixes = prefixes;
    }

    /** @param jar its name, which begins with its group's */
    static LibraryGroup of(String jar) {
        for (LibraryGroup group : EnumSet.range(PROVIDERS, AWS)) {
            if (group.prefixes.stream().anyMatch(jar::startsWith)) {
                return group;
            }
        }
        return CORE;
    }

    /** What serves a binding with these values; any of them where it depends on a variable of the function's environment. */
    static Set<LibraryGroup> serving(String capability, Map<String, String> values) {
        String url = values.getOrDefault("URL", "");
        Set<LibraryGroup> groups = EnumSet.noneOf(LibraryGroup.class);
        switch (capability) {
            case "wascc:keyvalue" -> {
                if (values.containsKey("TABLE") || url.startsWith("dynamodb:")) {
                    groups.add(AWS);
                }
                groups.add(url.isEmpty() ? PROVIDERS : REDIS);
            }
            case "wascc:blobstore" ->
                groups.add(
                        values.containsKey("REGION")
                                        || values.containsKey("ENDPOINT")
                                        || values.containsKey("AWS_ACCESS_KEY")
                                        || url.startsWith("s3:")
                                ? AWS
                                : PROVIDERS);
            case "wascc:http_client" -> groups.add(PROVIDERS);
            default -> {}
        }
        return groups;
    }
}
