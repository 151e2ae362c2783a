package dev.wascc.observability;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.wascc.host.Health;
import dev.wascc.host.Host;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Answers {@code /livez}, {@code /readyz}, {@code /metrics} and {@code /inventory} on the loopback interface, to GET and HEAD alone. Nothing
 * that it tells holds a payload or the value of a binding. Start it before the host, so that probes are answered from the beginning.
 */
public final class AdminServer implements AutoCloseable {
    private static final String JSON = "application/json; charset=utf-8";
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final Duration CHECK = Duration.ofSeconds(2);
    private static final int BACKLOG = 32;
    private static final int THREADS = 4;

    static {
        // Read once, when the server's class is first used: answers at once, and clients that dawdle are dropped.
        Map.of(
                        "sun.net.httpserver.nodelay", "true",
                        "sun.net.httpserver.maxReqTime", "10",
                        "sun.net.httpserver.maxRspTime", "10",
                        "sun.net.httpserver.idleInterval", "10",
                        "jdk.httpserver.maxConnections", "64")
                .forEach((name, value) -> {
                    if (System.getProperty(name) == null) {
                        System.setProperty(name, value);
                    }
                });
    }

    private final HttpServer server;
    private final ExecutorService threads;
    private final CallMetrics metrics;
    private volatile @Nullable Host host;

    private record Answer(int status, String mediaType, byte[] body) {
        static Answer text(int status, String text) {
            return new Answer(status, TEXT, (text + "\n").getBytes(StandardCharsets.UTF_8));
        }

        static Answer json(int status, String json) {
            return new Answer(status, JSON, (json + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    private AdminServer(HttpServer server, ExecutorService threads, CallMetrics metrics) {
        this.server = server;
        this.threads = threads;
        this.metrics = metrics;
    }

    /**
     * Listens from now on.
     *
     * @param address {@code 127.0.0.1:9898}, {@code [::1]:9898} or {@code localhost:9898}; port 0 takes a free one
     * @throws IllegalArgumentException an address that others reach
     * @throws IOException the port is taken
     */
    public static AdminServer start(String address, CallMetrics metrics) throws IOException {
        InetSocketAddress parsed = AdminAddress.parse(address);
        HttpServer server;
        try {
            server = HttpServer.create(parsed, BACKLOG);
        } catch (IOException e) {
            throw new IOException("the admin port cannot listen on " + address + ": " + e.getMessage(), e);
        }
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                THREADS, THREADS, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(BACKLOG), task -> {
                    Thread thread = new Thread(task, "wascc-admin");
                    thread.setDaemon(true);
                    return thread;
                });
        AdminServer admin = new AdminServer(server, threads, metrics);
        server.setExecutor(threads);
        server.createContext("/", admin::handle);
        server.start();
        return admin;
    }

    /** The host is up, and what is told from now on is about it. */
    public void serve(Host started) {
        metrics.inventory(started);
        host = started;
    }

    /** Where it listens, {@code http://127.0.0.1:9898}. */
    public String url() {
        InetSocketAddress address = server.getAddress();
        String name = address.getAddress().getHostAddress();
        return "http://" + (name.contains(":") ? "[::1]" : name) + ":" + address.getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer = answer(exchange);
            exchange.getResponseHeaders().set("Content-Type", answer.mediaType());
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
            boolean head = exchange.getRequestMethod().equals("HEAD");
            if (head) {
                exchange.getResponseHeaders().set("Content-Length", String.valueOf(answer.body().length));
            }
            exchange.sendResponseHeaders(answer.status(), head ? -1 : answer.body().length);
            if (!head) {
                exchange.getResponseBody().write(answer.body());
            }
        }
    }

    private Answer answer(HttpExchange exchange) throws IOException {
        String method = exchange.getRequestMethod();
        String name = exchange.getRequestHeaders().getFirst("Host");
        if (name == null || !AdminAddress.names(name)) {
            return Answer.text(403, "This port answers requests to 127.0.0.1, [::1] and localhost alone");
        }
        if (!method.equals("GET") && !method.equals("HEAD")) {
            exchange.getResponseHeaders().set("Allow", "GET, HEAD");
            return Answer.text(405, "GET or HEAD");
        }
        return switch (exchange.getRequestURI().getPath()) {
            case "/livez" -> Answer.json(200, "{\"status\":\"up\"}");
            case "/readyz" -> ready();
            case "/metrics" -> metrics(exchange.getRequestHeaders().getFirst("Accept"));
            case "/inventory" -> inventory();
            default -> Answer.text(404, "/livez, /readyz, /metrics and /inventory are here");
        };
    }

    private Answer ready() {
        Host up = host;
        if (up == null) {
            return Answer.json(503, "{\"status\":\"starting\"}");
        }
        Health health = up.health(CHECK);
        return Answer.json(health.status() == Health.Status.UP ? 200 : 503, HostJson.of(health));
    }

    private Answer metrics(@Nullable String accept) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        metrics.write(out, accept);
        return new Answer(200, metrics.mediaType(accept), out.toByteArray());
    }

    private Answer inventory() {
        Host up = host;
        return up == null
                ? Answer.json(503, "{\"status\":\"starting\"}")
                : Answer.json(200, HostJson.of(up.inventory(), up.endpoints()));
    }

    /** Frees the port, and cuts open answers off. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
