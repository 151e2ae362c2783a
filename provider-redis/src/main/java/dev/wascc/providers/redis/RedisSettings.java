package dev.wascc.providers.redis;

import dev.wascc.provider.ServerUrl;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which server, and as whom: binding values {@code URL}, {@code USERNAME}, {@code PASSWORD}, {@code CA_FILE}. Equal settings share a pool.
 *
 * @param caFile certificates in PEM that are trusted instead of the JDK's; null for those
 */
record RedisSettings(
        ServerUrl url, @Nullable String username, @Nullable String password, int database, @Nullable Path caFile) {
    static final Set<String> SCHEMES = Set.of("redis", "rediss");
    private static final int DEFAULT_PORT = 6379;

    static boolean suit(Map<String, String> values) {
        return ServerUrl.hasScheme(values, "URL", SCHEMES);
    }

    static RedisSettings of(Map<String, String> values) {
        ServerUrl url = ServerUrl.parse(values.getOrDefault("URL", ""), DEFAULT_PORT, SCHEMES);
        String caFile = values.get("CA_FILE");
        return new RedisSettings(
                url,
                values.getOrDefault("USERNAME", url.user() == null ? "" : url.user()),
                values.containsKey("PASSWORD") ? values.get("PASSWORD") : url.password(),
                database(url.path()),
                caFile == null ? null : Path.of(caFile));
    }

    private static int database(String path) {
        if (path.isEmpty() || path.equals("/")) {
            return 0;
        }
        try {
            int database = Integer.parseInt(path.substring(1));
            if (database >= 0) {
                return database;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new IllegalArgumentException("the path of URL is the number of a database: redis://HOST/2");
    }

    boolean secure() {
        return url.scheme().equals("rediss");
    }

    /** For people. */
    String shown() {
        return "redis " + url.address() + (secure() ? " (TLS)" : "");
    }

    /** Without the password. */
    @Override
    public String toString() {
        return shown();
    }
}
