package dev.wascc.providers.http;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a binding's values say.
 *
 * @param prefix of the paths that go to the actor; empty for all
 * @param tls null for plain HTTP
 */
record ServerSettings(String address, int port, String prefix, @Nullable TlsIdentity tls) {

    /** @throws IllegalArgumentException says which value is wrong */
    static ServerSettings of(Map<String, String> values) throws IOException, GeneralSecurityException {
        return new ServerSettings(
                values.getOrDefault("ADDRESS", "127.0.0.1").strip(),
                port(values.getOrDefault("PORT", "8080")),
                prefix(values.getOrDefault("PREFIX", "/").strip()),
                TlsIdentity.of(values));
    }

    private static int port(String text) {
        try {
            int port = Integer.parseInt(text.strip());
            if (port >= 0 && port <= 65535) {
                return port;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new IllegalArgumentException("PORT is a number from 0 to 65535");
    }

    private static String prefix(String text) {
        String prefix = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        if (!prefix.matches("(/[A-Za-z0-9._~!$&'()*+,;=:@-]+)*") || prefix.matches(".*/\\.\\.?(/.*)?")) {
            throw new IllegalArgumentException("PREFIX is the beginning of a path, as in /shop or /shop/api");
        }
        return prefix;
    }

    /** Address and port, as people write them. */
    String place() {
        return (address.contains(":") ? "[" + address + "]" : address) + ":" + port;
    }
}
