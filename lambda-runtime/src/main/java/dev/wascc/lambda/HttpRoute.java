package dev.wascc.lambda;

import dev.wascc.provider.Binding;
import dev.wascc.provider.Dispatcher;
import java.util.List;

/**
 * HTTP requests to one actor. Binding values: {@code PREFIX}, the beginning of the path in whole segments (/), as the HTTP server outside of
 * Lambda has it; {@code RESPONSE_STREAM}, {@code true} where function URLs are to be answered by a stream.
 *
 * @param prefix without a slash at its end
 */
record HttpRoute(String actor, String prefix, boolean streams, Dispatcher dispatcher) implements Route {
    static final String RESPONSE_STREAM = "RESPONSE_STREAM";

    static HttpRoute of(Binding binding, Dispatcher dispatcher) {
        return new HttpRoute(
                binding.actor(),
                prefix(binding.values().getOrDefault("PREFIX", "/").strip()),
                Route.flag(binding, RESPONSE_STREAM),
                dispatcher);
    }

    private static String prefix(String text) {
        String prefix = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        if (!prefix.matches("(/[A-Za-z0-9._~!$&'()*+,;=:@-]+)*") || dotted(prefix)) {
            throw new IllegalArgumentException("PREFIX is the beginning of a path, as in /shop or /shop/api");
        }
        return prefix;
    }

    boolean takes(String path) {
        return path.startsWith(prefix) && (path.length() == prefix.length() || path.charAt(prefix.length()) == '/')
                || prefix.isEmpty();
    }

    /** Whether a path is one thing by its text, and another by its meaning: it has {@code .} or {@code ..} segments, however they are spelled. */
    static boolean dotted(String path) {
        String plain = path.replaceAll("%2[eE]", ".").replaceAll("%2[fF]", "/").replaceAll("%5[cC]", "/");
        return List.of(plain.split("[/\\\\]", -1)).stream()
                .map(segment -> segment.split(";", 2)[0])
                .anyMatch(segment -> segment.equals(".") || segment.equals(".."));
    }
}
