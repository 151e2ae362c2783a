package dev.wascc.providers.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wascc.provider.Binding;
import dev.wascc.provider.DispatchException;
import dev.wascc.provider.Dispatcher;
import dev.wascc.provider.message.Shapes;
import dev.wascc.providers.http.ActorServer.Patience;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients that take their time, and more of them than can be served. */
@Timeout(120)
class HttpLimitsTest {
    private static final String ACTOR = "MASCXFM4R6X63UD5MSCDZYCJNPBVSIU6RKMXUPXRKAOSBQ6UY3VT3NPZ";
    /** In CI; -Dwascc.slow-clients=1000 for the whole number. */
    private static final int SLOW = Integer.getInteger("wascc.slow-clients", 400);

    private HttpServerProvider provider;

    private URI serve(Patience patience, Dispatcher actor) throws Exception {
        provider = new HttpServerProvider(patience);
        provider.start(actor);
        provider.bind(Binding.of(ACTOR, "wascc:http_server", Map.of("PORT", "0")));
        return URI.create(provider.endpoints(ACTOR).get(0));
    }

    @AfterEach
    void stop() throws Exception {
        provider.close();
    }

    private static byte[] ok() {
        return Shapes.HTTP_RESPONSE
                .message()
                .with("statusCode", 200L)
                .with("status", "OK")
                .with("body", "ok".getBytes(UTF_8))
                .encode();
    }

    private static Socket send(URI url, String text) throws IOException {
        Socket socket = new Socket(url.getHost(), url.getPort());
        socket.setSoTimeout(30_000);
        socket.getOutputStream().write(text.getBytes(ISO_8859_1));
        return socket;
    }

    /** All that comes until the server closes. */
    private static String rest(Socket socket) throws IOException {
        try {
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        } catch (SocketException e) {
            return "reset";
        }
    }

    private static Patience patience(long header, long body) {
        return new Patience(Duration.ofMillis(header), Duration.ofMillis(body));
    }

    @Test
    void a_header_that_trickles_is_cut_off_though_bytes_come_in() throws Exception {
        URI url = serve(patience(1500, 30_000), (actor, operation, payload) -> ok());
        try (Socket socket = send(url, "GET / HTTP/1.1\r\nHost: h\r\n")) {
            long start = System.nanoTime();
            Thread trickle = new Thread(() -> {
                try {
                    while (true) {
                        socket.getOutputStream().write("X: 1\r\n".getBytes(ISO_8859_1));
                        Thread.sleep(100);
                    }
                } catch (IOException | InterruptedException e) {
                    // The server has closed, as it should.
                }
            });
            trickle.start();
            assertThat(rest(socket)).doesNotContain("200");
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofMillis(1400), Duration.ofSeconds(8));
            trickle.interrupt();
            trickle.join();
        }
    }

    @Test
    void a_connection_that_says_nothing_is_closed() throws Exception {
        URI url = serve(patience(500, 30_000), (actor, operation, payload) -> ok());
        try (Socket socket = send(url, "")) {
            assertThat(rest(socket)).doesNotContain("200");
        }
    }

    @Test
    void a_body_that_does_not_come_in_time_is_408_and_never_reaches_the_actor() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        URI url = serve(patience(10_000, 700), (actor, operation, payload) -> {
            calls.incrementAndGet();
            return ok();
        });
        try (Socket socket = send(url, "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nab")) {
            assertThat(rest(socket)).startsWith("HTTP/1.1 408");
        }
        assertThat(calls).hasValue(0);
    }

    @Test
    void slow_clients_do_not_hold_up_another() throws Exception {
        URI url = serve(Patience.USUAL, (actor, operation, payload) -> ok());
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < SLOW; i++) {
                slow.add(send(
                        url,
                        i % 2 == 0
                                ? "GET / HTTP/1.1\r\nHost: h\r\nX-Slow"
                                : "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 100\r\n\r\nslow"));
            }
            HttpClient client = HttpClient.newHttpClient();
            for (int i = 0; i < 100; i++) {
                HttpResponse<String> response = client.send(
                        HttpRequest.newBuilder(url)
                                .timeout(Duration.ofSeconds(5))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
                assertThat(response.body()).isEqualTo("ok");
            }
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    void more_requests_than_run_or_wait_are_503_and_the_others_are_served() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger running = new AtomicInteger();
        URI url = serve(Patience.USUAL, (actor, operation, payload) -> {
            running.incrementAndGet();
            try {
                release.await();
            } catch (InterruptedException e) {
                throw new DispatchException("interrupted", e);
            }
            return ok();
        });
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        int all = CallQueue.MAX_RUNNING + CallQueue.MAX_WAITING + 20;
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < all; i++) {
            answers.add(client.sendAsync(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofString()));
        }
        // The 20 that are refused are answered while the others wait.
        CountDownLatch refused = new CountDownLatch(20);
        answers.forEach(answer -> answer.thenAccept(response -> refused.countDown()));
        refused.await();
        assertThat(running).hasValue(CallQueue.MAX_RUNNING);
        release.countDown();
        int served = 0;
        int turnedAway = 0;
        for (CompletableFuture<HttpResponse<String>> answer : answers) {
            HttpResponse<String> response = answer.join();
            if (response.statusCode() == 503) {
                turnedAway++;
                assertThat(response.headers().firstValue("retry-after")).contains("1");
            } else {
                served++;
                assertThat(response.statusCode()).isEqualTo(200);
            }
        }
        assertThat(turnedAway).isEqualTo(20);
        assertThat(served).isEqualTo(all - 20);
    }
}
