package dev.wascc.provider;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A server as the value {@code URL} of a binding names it: {@code redis://user:password@host:port/path}. What it shows of itself is the
 * scheme and the address alone.
 *
 * @param scheme in lower case
 * @param host without brackets
 * @param port the URL's, or that of the scheme
 * @param user null where none is given, or an empty one
 * @param password null where none is given
 * @param path from the slash on, may be empty
 */
public record ServerUrl(
        String scheme, String host, int port, @Nullable String user, @Nullable String password, String path) {

    /**
     * Reads a URL.
     *
     * @param defaultPort where the URL has none
     * @throws IllegalArgumentException it is none, or of another scheme; the message does not show it
     */
    public static ServerUrl parse(String text, int defaultPort, Set<String> schemes) {
        String expected = "URL is to be " + new TreeSet<>(schemes).first() + "://HOST or "
                + new TreeSet<>(schemes).first() + "://USER:PASSWORD@HOST:" + defaultPort;
        URI uri;
        try {
            uri = new URI(text.strip());
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(
                    expected + "; characters that a URL cannot hold are written as %XX, in a password too");
        }
        String scheme = uri.getScheme();
        String host = uri.getHost();
        if (scheme == null || host == null || !schemes.contains(scheme.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException(expected);
        }
        String[] user = uri.getRawUserInfo() == null
                ? new String[0]
                : uri.getRawUserInfo().split(":", 2);
        return new ServerUrl(
                scheme.toLowerCase(Locale.ROOT),
                host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
                uri.getPort() < 0 ? defaultPort : uri.getPort(),
                user.length < 1 || user[0].isEmpty() ? null : decoded(user[0]),
                user.length < 2 ? null : decoded(user[1]),
                uri.getPath() == null ? "" : uri.getPath());
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** Whether the value of that key is a URL of one of these schemes. */
    public static boolean hasScheme(Map<String, String> values, String key, Set<String> schemes) {
        return scheme(values.getOrDefault(key, "")).filter(schemes::contains).isPresent();
    }

    private static Optional<String> scheme(String text) {
        int colon = text.indexOf(':');
        return colon < 0
                ? Optional.empty()
                : Optional.of(text.substring(0, colon).strip().toLowerCase(Locale.ROOT));
    }

    /** Whether a text looks like a URL that has a password or a token before its host. */
    public static boolean holdsPassword(String text) {
        int slashes = text.indexOf("://");
        return slashes >= 0 && text.indexOf('@', slashes) >= 0;
    }

    /** {@code host:port}, as people and sockets write it. */
    public String address() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    /** The scheme and the address; never a user, a password or a path. */
    @Override
    public String toString() {
        return scheme + "://" + address();
    }
}
