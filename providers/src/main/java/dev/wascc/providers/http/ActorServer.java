package dev.wascc.providers.http;

import dev.wascc.provider.Dispatcher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpCompliance.Violation;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http2.server.AbstractHTTP2ServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/** One listening port and the actors behind it: HTTP/1.1 and HTTP/2, in the clear or over TLS. */
final class ActorServer implements AutoCloseable {
    /** For connections, beside those that calls may take. */
    /** Lines end with CR LF: a proxy in front that takes a bare LF for something else would see other requests. */
    private static final HttpCompliance STRICT_LINES =
            HttpCompliance.RFC9110.without("WASCC", Violation.LF_HEADER_TERMINATION, Violation.LF_CHUNK_TERMINATION);

    private static final int IO_THREADS = 16;
    /** Beyond these, callers wait in the system's queue. */
    private static final int MAX_CONNECTIONS = 4096;

    private static final int MAX_HEADER = 16 << 10;
    private static final int MAX_STREAMS = 256;
    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final Duration SHUTDOWN_IDLE = Duration.ofMillis(100);
    private static final Duration STOP = Duration.ofMillis(1000);

    /**
     * How long clients may take.
     *
     * @param header between two requests, a whole header included
     * @param body for a whole body
     */
    record Patience(Duration header, Duration body) {
        static final Patience USUAL = new Patience(Duration.ofSeconds(10), Duration.ofSeconds(30));
    }

    private final ServerSettings settings;
    private final Patience patience;
    private final QueuedThreadPool threads = new QueuedThreadPool(IO_THREADS + CallQueue.MAX_RUNNING, 4);
    private final Server server;
    private final ServerConnector connector;
    private final ConnectionTimes times;
    private final PrefixRoutes routes = new PrefixRoutes();
    private final GracefulHandler graceful = new GracefulHandler(routes);

    private ActorServer(ServerSettings settings, Patience patience) {
        this.settings = settings;
        this.patience = patience;
        threads.setName("http-" + settings.port());
        threads.setDaemon(true);
        server = new Server(threads);
        connector = new ServerConnector(server, 1, 1, protocols(settings.tls()));
        connector.setHost(settings.address());
        connector.setPort(settings.port());
        connector.setIdleTimeout(IDLE.toMillis());
        connector.setShutdownIdleTimeout(SHUTDOWN_IDLE.toMillis());
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(MAX_CONNECTIONS, server));
        times = new ConnectionTimes(connector, connector.getScheduler(), patience.header());
        connector.addBean(times);
        server.setStopTimeout(STOP.toMillis());
        server.setHandler(graceful);
    }

    private static ConnectionFactory[] protocols(@Nullable TlsIdentity tls) {
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        configuration.setSendXPoweredBy(false);
        configuration.setRequestHeaderSize(MAX_HEADER);
        configuration.setResponseHeaderSize(MAX_HEADER);
        // The path goes to the actor as it came; what it means is the actor's business.
        configuration.setUriCompliance(UriCompliance.RFC3986);
        configuration.setHttpCompliance(STRICT_LINES);
        HttpConnectionFactory http = new HttpConnectionFactory(configuration);
        if (tls == null) {
            return new ConnectionFactory[] {http, bounded(new ClearHttp2(configuration))};
        }
        // A certificate need not name each address it is asked by: that is for clients to check.
        configuration.addCustomizer(new SecureRequestCustomizer(false));
        HTTP2ServerConnectionFactory http2 = bounded(new HTTP2ServerConnectionFactory(configuration));
        ALPNServerConnectionFactory alpn = new ALPNServerConnectionFactory();
        alpn.setDefaultProtocol(http.getProtocol());
        List<ConnectionFactory> all = new ArrayList<>();
        all.add(new SslConnectionFactory(tls.context(), alpn.getProtocol()));
        all.add(alpn);
        all.add(http2);
        all.add(http);
        return all.toArray(new ConnectionFactory[0]);
    }

    private static <T extends AbstractHTTP2ServerConnectionFactory> T bounded(T http2) {
        http2.setMaxConcurrentStreams(MAX_STREAMS);
        http2.setConnectProtocolEnabled(false);
        return http2;
    }

    static ActorServer start(ServerSettings settings, Patience patience) throws Exception {
        ActorServer started = new ActorServer(settings, patience);
        try {
            started.server.start();
        } catch (Exception e) {
            started.server.stop();
            throw e;
        }
        return started;
    }

    ServerSettings settings() {
        return settings;
    }

    /** Whether it listens where these settings ask for. */
    boolean listensAt(ServerSettings asked) {
        return asked.address().equals(settings.address()) && asked.port() == connector.getLocalPort();
    }

    /** Serves an actor at a prefix; null, or the actor that has the prefix already. */
    @Nullable
    String add(String prefix, String actor, Dispatcher dispatcher) {
        String other = routes.add(prefix, new ActorHandler(actor, dispatcher, times, patience.body()));
        threads.setMaxThreads(IO_THREADS
                + CallQueue.MAX_RUNNING * Math.max(1, routes.prefixes().size()));
        return other;
    }

    /** Whether anybody is left. */
    boolean remove(String actor) {
        return routes.remove(actor) > 0;
    }

    /** Where an actor is reached. */
    @Nullable
    String url(String actor) {
        Map<String, String> prefixes = routes.prefixes();
        if (!prefixes.containsKey(actor)) {
            return null;
        }
        String address = settings.address();
        String host = address.equals("0.0.0.0") || address.equals("::") ? "127.0.0.1" : address;
        return (settings.tls() == null ? "http://" : "https://") + (host.contains(":") ? "[" + host + "]" : host) + ":"
                + connector.getLocalPort() + prefixes.get(actor);
    }

    /** Answers new requests with 503 from now on; open ones go on. */
    void drain() {
        graceful.shutdown();
    }

    /** Takes no more requests, gives open ones a second to end, and frees the port. */
    @Override
    public void close() throws Exception {
        try {
            server.stop();
        } catch (TimeoutException e) {
            // Calls that were still open were cut off; all else is stopped.
        }
    }
}
