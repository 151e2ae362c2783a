package dev.wascc.providers.http;

import dev.wascc.provider.Dispatcher;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** One listening port and the actor behind it. */
final class ActorServer implements AutoCloseable {
    private static final int MAX_THREADS = 64;
    /** Beyond these, callers wait in the system's queue. */
    private static final int MAX_CONNECTIONS = 1024;

    private static final int MAX_HEADER = 16 << 10;
    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final Duration SHUTDOWN_IDLE = Duration.ofMillis(100);
    private static final Duration STOP = Duration.ofMillis(1000);

    private final Server server;
    private final ServerConnector connector;
    private final String address;
    private final GracefulHandler graceful;

    private ActorServer(Server server, ServerConnector connector, String address, GracefulHandler graceful) {
        this.server = server;
        this.connector = connector;
        this.address = address;
        this.graceful = graceful;
    }

    static ActorServer start(String address, int port, String actor, Dispatcher dispatcher) throws Exception {
        QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, 4);
        threads.setName("http-" + port);
        threads.setDaemon(true);
        Server server = new Server(threads);
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        configuration.setSendXPoweredBy(false);
        configuration.setRequestHeaderSize(MAX_HEADER);
        configuration.setResponseHeaderSize(MAX_HEADER);
        // The path goes to the actor as it came; what it means is the actor's business.
        configuration.setUriCompliance(UriCompliance.RFC3986);
        ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(configuration));
        connector.setHost(address);
        connector.setPort(port);
        connector.setIdleTimeout(IDLE.toMillis());
        connector.setShutdownIdleTimeout(SHUTDOWN_IDLE.toMillis());
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(MAX_CONNECTIONS, server));
        server.setStopTimeout(STOP.toMillis());
        GracefulHandler graceful = new GracefulHandler(new ActorHandler(actor, dispatcher));
        server.setHandler(graceful);
        try {
            server.start();
        } catch (Exception e) {
            server.stop();
            throw e;
        }
        return new ActorServer(server, connector, address, graceful);
    }

    String url() {
        String host = address.equals("0.0.0.0") || address.equals("::") ? "127.0.0.1" : address;
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + connector.getLocalPort();
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
