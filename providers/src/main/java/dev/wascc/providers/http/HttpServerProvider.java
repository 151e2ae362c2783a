package dev.wascc.providers.http;

import dev.wascc.provider.Binding;
import dev.wascc.provider.CapabilityDescriptor;
import dev.wascc.provider.CapabilityDescriptor.Direction;
import dev.wascc.provider.CapabilityDescriptor.Operation;
import dev.wascc.provider.CapabilityProvider;
import dev.wascc.provider.Dispatcher;
import java.net.BindException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Serves each bound actor on a port of its own. Binding values: {@code PORT} (8080; 0 takes a free one) and {@code ADDRESS} (127.0.0.1;
 * 0.0.0.0 for all interfaces, which the peers' provider always does).
 */
public final class HttpServerProvider implements CapabilityProvider {
    static final String HANDLE_REQUEST = "HandleRequest";

    private final Map<String, ActorServer> servers = new ConcurrentHashMap<>();
    private volatile @Nullable Dispatcher dispatcher;

    @Override
    public CapabilityDescriptor descriptor() {
        return new CapabilityDescriptor(
                "wascc:http_server",
                "waSCC HTTP server (Jetty)",
                "0.1.0",
                1,
                "Hands HTTP requests to actors and their answers back",
                List.of(new Operation(HANDLE_REQUEST, Direction.TO_ACTOR, "Answers one request")));
    }

    @Override
    public void start(Dispatcher toActors) {
        dispatcher = toActors;
    }

    @Override
    public void bind(Binding binding) throws Exception {
        Dispatcher toActors = dispatcher;
        if (toActors == null) {
            throw new IllegalStateException("the provider was not started");
        }
        int port = port(binding.values().getOrDefault("PORT", "8080"));
        String address = binding.values().getOrDefault("ADDRESS", "127.0.0.1");
        unbind(binding.actor());
        try {
            servers.put(binding.actor(), ActorServer.start(address, port, binding.actor(), toActors));
        } catch (BindException | java.nio.channels.UnresolvedAddressException e) {
            throw busy(address, port, e);
        } catch (java.io.IOException e) {
            if (e.getCause() instanceof BindException) {
                throw busy(address, port, e);
            }
            throw e;
        }
    }

    private static java.io.IOException busy(String address, int port, Exception cause) {
        return new java.io.IOException(
                "cannot listen on " + address + ":" + port
                        + ": it is taken or not this machine's; give another PORT or ADDRESS",
                cause);
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

    @Override
    public void unbind(String actor) throws Exception {
        ActorServer server = servers.remove(actor);
        if (server != null) {
            server.close();
        }
    }

    @Override
    public byte[] handle(String actor, String operation, byte[] payload) {
        throw new IllegalArgumentException("bad dispatch");
    }

    @Override
    public List<String> endpoints(String actor) {
        ActorServer server = servers.get(actor);
        return server == null ? List.of() : List.of(server.url());
    }

    @Override
    public void drain() {
        servers.values().forEach(ActorServer::drain);
    }

    @Override
    public String backend(String actor) {
        return "jetty";
    }

    @Override
    public void close() throws Exception {
        for (String actor : servers.keySet()) {
            unbind(actor);
        }
    }
}
