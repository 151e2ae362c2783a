package dev.wascc.providers.http;

import dev.wascc.provider.Binding;
import dev.wascc.provider.CapabilityDescriptor;
import dev.wascc.provider.CapabilityDescriptor.Direction;
import dev.wascc.provider.CapabilityDescriptor.Operation;
import dev.wascc.provider.CapabilityProvider;
import dev.wascc.provider.Dispatcher;
import dev.wascc.providers.http.ActorServer.Patience;
import java.io.IOException;
import java.net.BindException;
import java.nio.channels.UnresolvedAddressException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Serves bound actors over HTTP/1.1 and HTTP/2. Binding values: {@code PORT} (8080; 0 takes a free one), {@code ADDRESS} (127.0.0.1;
 * 0.0.0.0 for all interfaces, which the peers' provider always does), {@code PREFIX} for one of several actors on a port (/; the path
 * reaches the actor whole), {@code TLS_CERT} and {@code TLS_KEY} (PEM files) or {@code TLS_STORE} and {@code TLS_PASSWORD} (PKCS#12) for
 * TLS.
 */
public final class HttpServerProvider implements CapabilityProvider {
    static final String HANDLE_REQUEST = "HandleRequest";

    private final Patience patience;
    /** By actor, several of which may share one; guarded by {@code this}, which no request ever waits for. */
    private final Map<String, ActorServer> servers = new HashMap<>();

    private volatile @Nullable Dispatcher dispatcher;

    public HttpServerProvider() {
        this(Patience.USUAL);
    }

    HttpServerProvider(Patience patience) {
        this.patience = patience;
    }

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
    public synchronized void bind(Binding binding) throws Exception {
        Dispatcher toActors = dispatcher;
        if (toActors == null) {
            throw new IllegalStateException("the provider was not started");
        }
        ServerSettings settings = ServerSettings.of(binding.values());
        unbind(binding.actor());
        ActorServer server = shared(settings);
        boolean added = false;
        try {
            String other = server.add(settings.prefix(), binding.actor(), toActors);
            if (other != null) {
                throw new IOException("cannot listen on " + settings.place() + settings.prefix() + ": the actor "
                        + other + " is served there; give another PORT, or each of them a PREFIX");
            }
            servers.put(binding.actor(), server);
            added = true;
        } finally {
            if (!added && !servers.containsValue(server)) {
                server.close();
            }
        }
    }

    /** The server of that port, if it is one of ours, or a new one. */
    private ActorServer shared(ServerSettings settings) throws Exception {
        for (ActorServer server : servers.values()) {
            ServerSettings its = server.settings();
            if (server.listensAt(settings)) {
                boolean same = settings.tls() == null
                        ? its.tls() == null
                        : settings.tls().sameAs(its.tls());
                if (!same) {
                    throw new IOException("cannot listen on " + settings.place()
                            + ": another actor is served there with other TLS values; give the same, or another PORT");
                }
                return server;
            }
        }
        try {
            return ActorServer.start(settings, patience);
        } catch (BindException | UnresolvedAddressException e) {
            throw busy(settings, e);
        } catch (IOException e) {
            if (e.getCause() instanceof BindException) {
                throw busy(settings, e);
            }
            throw e;
        }
    }

    private static IOException busy(ServerSettings settings, Exception cause) {
        return new IOException(
                "cannot listen on " + settings.place()
                        + ": it is taken or not this machine's; give another PORT or ADDRESS",
                cause);
    }

    @Override
    public synchronized void unbind(String actor) throws Exception {
        ActorServer server = servers.remove(actor);
        if (server != null && !server.remove(actor)) {
            server.close();
        }
    }

    @Override
    public byte[] handle(String actor, String operation, byte[] payload) {
        throw new IllegalArgumentException("bad dispatch");
    }

    @Override
    public synchronized List<String> endpoints(String actor) {
        ActorServer server = servers.get(actor);
        String url = server == null ? null : server.url(actor);
        return url == null ? List.of() : List.of(url);
    }

    @Override
    public synchronized void drain() {
        servers.values().forEach(ActorServer::drain);
    }

    @Override
    public String backend(String actor) {
        return "jetty";
    }

    @Override
    public void close() throws Exception {
        for (String actor : List.copyOf(bound())) {
            unbind(actor);
        }
    }

    private synchronized List<String> bound() {
        return List.copyOf(servers.keySet());
    }
}
