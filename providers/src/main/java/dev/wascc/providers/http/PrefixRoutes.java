package dev.wascc.providers.http;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Actors of one port by the beginning of the path, whole segments, the longest first. With more than one actor, a path with {@code .} or
 * {@code ..} segments is refused: it would be one actor's by its text, and another's by its meaning.
 */
final class PrefixRoutes extends Handler.Abstract {
    private final Map<String, ActorHandler> handlers = new ConcurrentHashMap<>();

    /** Null, or the actor that has this prefix already. */
    @Nullable
    String add(String prefix, ActorHandler handler) {
        ActorHandler other = handlers.putIfAbsent(prefix, handler);
        return other == null ? null : other.actor();
    }

    /** How many are left. */
    int remove(String actor) {
        handlers.values().removeIf(handler -> handler.actor().equals(actor));
        return handlers.size();
    }

    /** The prefix of an actor, as it was given. */
    Map<String, String> prefixes() {
        Map<String, String> prefixes = new TreeMap<>();
        handlers.forEach((prefix, handler) -> prefixes.put(handler.actor(), prefix));
        return prefixes;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        String path = String.valueOf(request.getHttpURI().getPath());
        boolean whole = handlers.size() == 1 && handlers.containsKey("");
        if (!whole && dotted(path)) {
            return ActorHandler.fail(response, callback, 400, "Bad Request");
        }
        ActorHandler handler = handler(path);
        return handler == null
                ? ActorHandler.fail(response, callback, 404, "Not Found")
                : handler.handle(request, response, callback);
    }

    private @Nullable ActorHandler handler(String path) {
        String prefix = path.startsWith("/") ? path : "";
        while (true) {
            ActorHandler handler =
                    handlers.get(prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix);
            if (handler != null || prefix.isEmpty()) {
                return handler;
            }
            prefix = prefix.substring(0, prefix.lastIndexOf('/'));
        }
    }

    private static boolean dotted(String path) {
        return List.of(path.replace("%2e", ".")
                        .replace("%2E", ".")
                        .replace("%2f", "/")
                        .replace("%2F", "/")
                        .split("[/\\\\]|%5[cC]", -1))
                .stream()
                .map(segment -> segment.split(";", 2)[0])
                .anyMatch(segment -> segment.equals(".") || segment.equals(".."));
    }
}
