package dev.wascc.lambda.local;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** API Gateway, or a load balancer, before a local function: each request is an event. On 127.0.0.1. */
public final class HttpFront implements AutoCloseable {
    /** Bytes of a body; Lambda takes events of 6 MB. */
    private static final int MAX_BODY = 6 << 20;

    private final LocalFunction function;
    private final Shape shape;
    private final Clock clock;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    private HttpFront(LocalFunction function, Shape shape, Clock clock, HttpServer server) {
        this.function = function;
        this.shape = shape;
        this.clock = clock;
        this.server = server;
    }

    /**
     * Listens.
     *
     * @param port 0 for a free one
     * @throws IOException it is taken
     */
    public static HttpFront start(LocalFunction function, Shape shape, int port, Clock clock) throws IOException {
        // Else each answer waits for the acknowledgement of its header.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        HttpServer server;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 0);
        } catch (IOException e) {
            throw new IOException("port " + port + " cannot be had: " + e.getMessage(), e);
        }
        HttpFront front = new HttpFront(function, shape, clock, server);
        server.setExecutor(front.threads);
        server.createContext("/", front::handle);
        server.start();
        return front;
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY + 1);
            if (body.length > MAX_BODY) {
                exchange.sendResponseHeaders(413, -1);
                return;
            }
            send(exchange, reply(request(exchange, body)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpReply reply(Shape.Request request) throws IOException, InterruptedException {
        Outcome outcome = function.invoke(shape.event(request, UUID.randomUUID().toString()));
        Optional<HttpReply> reply = outcome.answered() ? HttpReply.of(outcome.body()) : Optional.empty();
        return reply.orElseGet(() -> shape.failure(outcome.kind() == Outcome.Kind.TIMED_OUT));
    }

    private Shape.Request request(HttpExchange exchange, byte[] body) {
        TreeMap<String, List<String>> header = new TreeMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> header.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
        URI uri = exchange.getRequestURI();
        return new Shape.Request(
                exchange.getRequestMethod(),
                uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath(),
                uri.getRawQuery() == null ? "" : uri.getRawQuery(),
                header,
                body,
                exchange.getRemoteAddress().getAddress().getHostAddress(),
                clock.instant());
    }

    private static void send(HttpExchange exchange, HttpReply reply) throws IOException {
        reply.header().forEach((name, values) -> {
            if (!name.equals("content-length") && !name.equals("transfer-encoding")) {
                exchange.getResponseHeaders().put(name, values);
            }
        });
        boolean bare = exchange.getRequestMethod().equals("HEAD") || reply.body().length == 0;
        exchange.sendResponseHeaders(reply.status(), bare ? -1 : reply.body().length);
        if (!bare) {
            exchange.getResponseBody().write(reply.body());
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
