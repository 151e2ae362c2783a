package dev.wascc.lambda.local;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedTransferQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lambda's Runtime API, version 2018-06-01, for one runtime: {@code next}, {@code response}, {@code error} and {@code init/error}, on
 * 127.0.0.1. It takes one answer for each event, and none for an event that is not open.
 */
public final class RuntimeApiServer implements AutoCloseable {
    static {
        // Else each answer waits for the acknowledgement of its header.
        if (System.getProperty("sun.net.httpserver.nodelay") == null) {
            System.setProperty("sun.net.httpserver.nodelay", "true");
        }
    }

    /** Bytes of a streamed answer, the largest there is, and of what is around it. */
    private static final int MAX_BODY = 21 << 20;

    private static final String BASE = "/2018-06-01/runtime/";
    private static final Pattern OF_INVOCATION = Pattern.compile("invocation/([^/]+)/(response|error)");

    private final HttpServer server;
    private final ExecutorService threads;
    private final LinkedTransferQueue<Waiting> queue = new LinkedTransferQueue<>();
    private final Map<String, Waiting> open = new ConcurrentHashMap<>();
    private final CompletableFuture<Outcome> started = new CompletableFuture<>();

    /** An event, and who waits for what comes of it. */
    private record Waiting(Invocation invocation, CompletableFuture<Outcome> outcome) {}

    private RuntimeApiServer(HttpServer server) {
        this.server = server;
        this.threads = Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "wascc-runtime-api");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** @throws IOException no port is to be had */
    public static RuntimeApiServer start() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        RuntimeApiServer api = new RuntimeApiServer(server);
        server.setExecutor(api.threads);
        server.createContext("/", api::handle);
        server.start();
        return api;
    }

    /** Host and port, for {@code AWS_LAMBDA_RUNTIME_API}. */
    public String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** Answered with nothing when the runtime asks for its first event; failed with its error where it says that it does not start. */
    CompletableFuture<Outcome> started() {
        return started;
    }

    CompletableFuture<Outcome> invoke(Invocation invocation) {
        Waiting waiting = new Waiting(invocation, new CompletableFuture<>());
        open.put(invocation.requestId(), waiting);
        queue.add(waiting);
        return waiting.outcome();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String call = path.startsWith(BASE) ? path.substring(BASE.length()) : "";
            Matcher ofInvocation = OF_INVOCATION.matcher(call);
            boolean post = exchange.getRequestMethod().equals("POST");
            if (call.equals("invocation/next") && !post) {
                next(exchange);
            } else if (call.equals("init/error") && post) {
                started.complete(new Outcome(Outcome.Kind.CRASHED, body(exchange)));
                reply(exchange, 202, "{\"status\":\"OK\"}");
            } else if (post && ofInvocation.matches()) {
                settle(exchange, ofInvocation.group(1), ofInvocation.group(2).equals("response"));
            } else {
                reply(exchange, 404, "{\"errorMessage\":\"no such call\",\"errorType\":\"InvalidPath\"}");
            }
        }
    }

    private void next(HttpExchange exchange) throws IOException {
        started.complete(new Outcome(Outcome.Kind.ANSWERED, new byte[0]));
        Invocation invocation;
        try {
            invocation = queue.take().invocation();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        var header = exchange.getResponseHeaders();
        header.set("Content-Type", "application/json");
        header.set("Lambda-Runtime-Aws-Request-Id", invocation.requestId());
        header.set(
                "Lambda-Runtime-Deadline-Ms",
                String.valueOf(invocation.deadline().toEpochMilli()));
        header.set("Lambda-Runtime-Invoked-Function-Arn", LocalEnvironment.ARN);
        header.set("Lambda-Runtime-Trace-Id", invocation.traceId());
        exchange.sendResponseHeaders(200, invocation.event().length == 0 ? -1 : invocation.event().length);
        exchange.getResponseBody().write(invocation.event());
    }

    private void settle(HttpExchange exchange, String id, boolean answered) throws IOException {
        byte[] body = body(exchange);
        Waiting waiting = open.remove(id);
        if (waiting == null) {
            reply(exchange, 400, "{\"errorMessage\":\"no such open invocation\",\"errorType\":\"InvalidRequestID\"}");
            return;
        }
        boolean tooLarge = body.length > MAX_BODY;
        waiting.outcome()
                .complete(
                        tooLarge
                                ? Outcome.error(
                                        Outcome.Kind.FAILED,
                                        "Function.ResponseSizeTooLarge",
                                        "the answer is larger than Lambda takes")
                                : new Outcome(answered ? Outcome.Kind.ANSWERED : Outcome.Kind.FAILED, body));
        reply(exchange, tooLarge ? 413 : 202, "{\"status\":\"OK\"}");
    }

    private static byte[] body(HttpExchange exchange) throws IOException {
        return exchange.getRequestBody().readNBytes(MAX_BODY + 1);
    }

    private static void reply(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
