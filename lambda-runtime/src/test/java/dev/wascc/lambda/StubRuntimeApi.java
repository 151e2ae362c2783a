package dev.wascc.lambda;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Lambda's side of the runtime API on 127.0.0.1, by AWS's documentation of it: an event is handed out until it is answered, an id is
 * answered once. It breaks where it is told to.
 */
final class StubRuntimeApi implements AutoCloseable {
    /**
     * One event.
     *
     * @param millis that the function has for it; 0 where nothing is said
     * @param fault happens the first time it could
     */
    record Event(String id, byte[] body, long millis, Fault fault) {
        static Event of(String id, byte[] body) {
            return new Event(id, body, 0, Fault.NONE);
        }
    }

    enum Fault {
        NONE,
        /** The connection ends instead of the event. */
        CUT_BEFORE_EVENT,
        /** The header has come, half of the event has not. */
        CUT_IN_EVENT,
        /** The answer is not taken. */
        CUT_BEFORE_ANSWER,
        /** The answer is taken, and nobody is told. */
        CUT_AFTER_ANSWER,
        /** Try again later. */
        BUSY
    }

    /** What an id was answered by: {@code response} or {@code error}. */
    record Told(String id, String what, Map<String, String> header, byte[] body) {
        String text() {
            return new String(body, java.nio.charset.StandardCharsets.UTF_8);
        }
    }

    final BlockingQueue<Told> told = new LinkedBlockingQueue<>();
    final Queue<String> requests = new ConcurrentLinkedQueue<>();
    final AtomicInteger crossed = new AtomicInteger();
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final Map<String, Boolean> open = new ConcurrentHashMap<>();
    private final Map<String, Boolean> broken = new ConcurrentHashMap<>();
    private final ServerSocket server;
    private volatile @Nullable Event current;
    private volatile boolean over;
    private volatile boolean closed;

    StubRuntimeApi() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        Thread thread = new Thread(this::accept, "stub-runtime-api");
        thread.setDaemon(true);
        thread.start();
    }

    String address() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    void add(Event event) {
        events.add(event);
    }

    /** Once nothing is left, the next question is answered by 500, which ends a runtime. */
    void end() {
        over = true;
    }

    Told told() throws InterruptedException {
        Told next = told.poll(120, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("nothing was answered in two minutes");
        }
        return next;
    }

    private void accept() {
        while (!closed) {
            try {
                Socket socket = server.accept();
                Thread thread = new Thread(() -> serve(socket), "stub-runtime-api-connection");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            while (true) {
                String request = line(in);
                if (request == null) {
                    return;
                }
                Map<String, String> header = new LinkedHashMap<>();
                for (String line = line(in); line != null && !line.isEmpty(); line = line(in)) {
                    int colon = line.indexOf(':');
                    header.put(
                            line.substring(0, colon).toLowerCase(Locale.ROOT),
                            line.substring(colon + 1).strip());
                }
                byte[] body = body(in, header);
                String path = request.split(" ")[1];
                requests.add(path);
                boolean kept = path.endsWith("/invocation/next")
                        ? next(socket.getOutputStream())
                        : take(path, header, body, socket.getOutputStream());
                if (!kept) {
                    return;
                }
            }
        } catch (IOException | InterruptedException e) {
            // The runtime is gone.
        }
    }

    private boolean next(OutputStream out) throws IOException, InterruptedException {
        Event event = current;
        while (event == null) {
            event = events.poll(10, TimeUnit.MILLISECONDS);
            if (event == null && over && events.isEmpty()) {
                out.write("HTTP/1.1 500 Over\r\nContent-Length: 0\r\n\r\n".getBytes(ISO_8859_1));
                return true;
            } else if (closed) {
                return false;
            }
        }
        current = event;
        open.put(event.id(), true);
        boolean first = event.fault() != Fault.NONE && broken.get(event.id()) == null;
        if (first && event.fault() == Fault.CUT_BEFORE_EVENT) {
            broken.put(event.id(), true);
            return false;
        }
        String head =
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nLambda-Runtime-Aws-Request-Id: " + event.id()
                        + "\r\nLambda-Runtime-Trace-Id: Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=1"
                        + "\r\nLambda-Runtime-Deadline-Ms: "
                        + (event.millis() == 0 ? 0 : System.currentTimeMillis() + event.millis())
                        + "\r\nLambda-Runtime-Invoked-Function-Arn: arn:aws:lambda:us-east-1:123456789012:function:test\r\n";
        boolean chunked = event.body().length > 2048;
        int length = event.body().length;
        head += chunked ? "Transfer-Encoding: chunked\r\n\r\n" : "Content-Length: " + length + "\r\n\r\n";
        out.write(head.getBytes(ISO_8859_1));
        if (first && event.fault() == Fault.CUT_IN_EVENT) {
            broken.put(event.id(), true);
            out.write(event.body(), 0, chunked ? 0 : length / 2);
            return false;
        }
        if (chunked) {
            out.write((Integer.toHexString(1000) + "\r\n").getBytes(ISO_8859_1));
            out.write(event.body(), 0, 1000);
            out.write(("\r\n" + Integer.toHexString(length - 1000) + ";x=y\r\n").getBytes(ISO_8859_1));
            out.write(event.body(), 1000, length - 1000);
            out.write("\r\n0\r\n\r\n".getBytes(ISO_8859_1));
        } else {
            out.write(event.body());
        }
        out.flush();
        return true;
    }

    private boolean take(String path, Map<String, String> header, byte[] body, OutputStream out) throws IOException {
        String[] parts = path.split("/");
        String what = parts[parts.length - 1];
        String id = path.endsWith("/init/error") ? "init" : parts[parts.length - 2];
        Event event = current;
        boolean first = event != null && event.id().equals(id) && broken.get(id) == null;
        if (first && event.fault() == Fault.CUT_BEFORE_ANSWER) {
            broken.put(id, true);
            return false;
        } else if (first && event.fault() == Fault.BUSY) {
            broken.put(id, true);
            return status(out, "503 Busy");
        }
        if (!id.equals("init") && open.remove(id) == null) {
            return status(out, "400 Bad Request");
        }
        if (event != null && !id.equals("init") && !event.id().equals(id)) {
            crossed.incrementAndGet();
        }
        current = null;
        told.add(new Told(id, what, header, body));
        if (first && event.fault() == Fault.CUT_AFTER_ANSWER) {
            broken.put(id, true);
            return false;
        }
        return status(out, "202 Accepted");
    }

    private static boolean status(OutputStream out, String status) throws IOException {
        out.write(("HTTP/1.1 " + status + "\r\nContent-Length: 0\r\n\r\n").getBytes(ISO_8859_1));
        return true;
    }

    private static byte[] body(InputStream in, Map<String, String> header) throws IOException {
        if (!header.containsKey("transfer-encoding")) {
            return in.readNBytes(Integer.parseInt(header.getOrDefault("content-length", "0")));
        }
        java.io.ByteArrayOutputStream body = new java.io.ByteArrayOutputStream();
        while (true) {
            int length = Integer.parseInt(String.valueOf(line(in)), 16);
            body.writeBytes(in.readNBytes(length));
            line(in);
            if (length == 0) {
                return body.toByteArray();
            }
        }
    }

    private static @Nullable String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                return null;
            } else if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    List<String> requestsNow() {
        return List.copyOf(requests);
    }

    @Override
    public void close() throws IOException {
        closed = true;
        server.close();
    }
}
