package dev.wascc.providers.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wascc.provider.Binding;
import dev.wascc.provider.DispatchException;
import dev.wascc.provider.Dispatcher;
import dev.wascc.provider.message.Message;
import dev.wascc.provider.message.Shapes;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpServerProviderTest {
    private static final String ACTOR = "MASCXFM4R6X63UD5MSCDZYCJNPBVSIU6RKMXUPXRKAOSBQ6UY3VT3NPZ";

    private final HttpServerProvider provider = new HttpServerProvider();
    private final List<Message> requests = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() throws Exception {
        provider.close();
    }

    private String serve(Dispatcher actor) throws Exception {
        provider.start((key, operation, payload) -> {
            try {
                requests.add(Shapes.HTTP_REQUEST.decode(payload));
            } catch (Exception e) {
                throw new DispatchException("not a request", e);
            }
            return actor.dispatch(key, operation, payload);
        });
        provider.bind(Binding.of(ACTOR, "wascc:http_server", Map.of("PORT", "0")));
        return provider.endpoints(ACTOR).get(0);
    }

    private static byte[] answer(int status, Map<String, String> header, String body) {
        return Shapes.HTTP_RESPONSE
                .message()
                .with("statusCode", (long) status)
                .with("status", "Whatever")
                .with("header", header)
                .with("body", body.getBytes(UTF_8))
                .encode();
    }

    private static HttpResponse<String> get(String url) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String raw(String url, String request) throws IOException {
        URI uri = URI.create(url);
        try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        }
    }

    @Test
    void a_request_reaches_the_actor_and_its_answer_comes_back() throws Exception {
        String url = serve((key, operation, payload) -> answer(201, Map.of("X-One", "1"), "hällo"));
        HttpResponse<String> response = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(url + "/a%20b/c?x=1&y=%26"))
                                .header("X-Test", "T")
                                .POST(HttpRequest.BodyPublishers.ofString("body"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(201);
        assertThat(response.body()).isEqualTo("hällo");
        assertThat(response.headers().firstValue("x-one")).contains("1");
        assertThat(response.headers().firstValue("server")).isEmpty();

        Message request = requests.get(0);
        assertThat(request.text("method")).isEqualTo("POST");
        assertThat(request.text("path")).isEqualTo("/a%20b/c");
        assertThat(request.text("queryString")).isEqualTo("x=1&y=%26");
        assertThat(request.bytes("body")).isEqualTo("body".getBytes(UTF_8));
        assertThat(request.textMap("header")).containsEntry("x-test", "T");
    }

    @Test
    void of_a_repeated_header_the_last_counts() throws Exception {
        String url = serve((key, operation, payload) -> answer(200, Map.of(), ""));
        raw(url, "GET / HTTP/1.1\r\nHost: h\r\nX-A: 1\r\nx-a: 2\r\nConnection: close\r\n\r\n");
        assertThat(requests.get(0).textMap("header")).containsEntry("x-a", "2");
    }

    @Test
    void a_failed_actor_and_a_malformed_answer_are_500_with_the_peers_texts() throws Exception {
        String url = serve((key, operation, payload) -> {
            if (requests.size() == 1) {
                throw new DispatchException("Guest call failure: secret detail");
            }
            return new byte[] {1};
        });
        HttpResponse<String> failed = get(url);
        assertThat(failed.statusCode()).isEqualTo(500);
        assertThat(failed.body()).isEqualTo("Failed to handle request");
        HttpResponse<String> malformed = get(url);
        assertThat(malformed.statusCode()).isEqualTo(500);
        assertThat(malformed.body()).isEqualTo("Malformed response from actor");
    }

    @ParameterizedTest
    @ValueSource(strings = {"X\r\nSet-Cookie: a=b", "X\nA: b", "X\u0000"})
    void an_actor_cannot_put_a_second_header_into_one(String value) throws Exception {
        String url = serve((key, operation, payload) -> answer(200, Map.of("X-A", value), "body"));
        assertThat(raw(url, "GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 500")
                .doesNotContain("Set-Cookie");
    }

    @Test
    void an_actor_cannot_set_what_is_about_the_connection() throws Exception {
        String url = serve((key, operation, payload) -> answer(
                200,
                Map.of("Content-Length", "9999", "Transfer-Encoding", "chunked", "Connection", "upgrade"),
                "four"));
        assertThat(get(url).body()).isEqualTo("four");
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 304})
    void the_body_of_an_answer_that_has_none_is_left_out(int status) throws Exception {
        String url = serve((key, operation, payload) -> answer(status, Map.of(), "body"));
        assertThat(raw(url, "GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 " + status)
                .doesNotContain("body");
    }

    @Test
    void impossible_status_codes_are_500() throws Exception {
        String url = serve((key, operation, payload) -> answer(requests.size() == 1 ? 0 : 70_000, Map.of(), ""));
        assertThat(get(url).statusCode()).isEqualTo(500);
        assertThat(get(url).statusCode()).isEqualTo(500);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: identity, chunked, identity\r\n\r\n0\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked, gzip\r\n\r\n0\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding:\u000bchunked\r\n\r\n0\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: \u0000chunked\r\n\r\n0\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 4, 5\r\n\r\nabcde",
                "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: -1\r\n\r\nabcd",
                "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 0x4\r\n\r\nabcd",
                "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 4.0\r\n\r\nabcd",
                "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 4 4\r\n\r\nabcd",
                "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 99999999999999999999\r\n\r\nabcd",
                "POST / HTTP/1.1\r\nHost: h\r\nContent-Length\r\n : 4\r\n\r\nabcd",
                "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n\r\n0\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n0x1\r\na\r\n0\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\na\r\n0\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nabc\r\n0\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: h\r\nHost: i\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: h i\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: h\r\nX Y: 1\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: h\r\n: 1\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: h\r\nX\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: h\r\nX: a\u0000b\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: h\r\nX: a\rY: b\r\n\r\n",
                "GET / HTTP/1.1 \r\nHost: h\r\n\r\n",
                "GET /\u0000 HTTP/1.1\r\nHost: h\r\n\r\n",
                "GET / HTTP/1.1\r\n Host: h\r\n\r\n",
                "GET http://a/ HTTP/1.1\r\nHost: b\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
                "G\u0001T / HTTP/1.1\r\nHost: h\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nabcde",
                "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: +4\r\n\r\nabcd",
                "POST / HTTP/1.1\r\nHost: h\r\nContent-Length : 4\r\n\r\nabcd",
                "GET / HTTP/1.1\r\nHost: h\r\n X: folded\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: h\r\nX\u0000Y: 1\r\n\r\n",
                "GET / HTTP/1.1\r\n\r\n",
                "GET / HTTP/9.9\r\nHost: h\r\n\r\n",
                "GET / HTTP/1.1\nHost: h\n\n",
                "GET / HTTP/1.1\r\nHost: h\nX: 1\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n1\na\r\n0\r\n\r\n",
                "nonsense\r\n\r\n"
            })
    void requests_that_two_parsers_could_read_differently_never_reach_the_actor(String request) throws Exception {
        String url = serve((key, operation, payload) -> answer(200, Map.of(), "reached"));
        assertThat(raw(url, request)).doesNotContain("reached").doesNotContain("HTTP/1.1 200");
        assertThat(requests).isEmpty();
    }

    @Test
    void bodies_beyond_6_mebibytes_are_413_with_and_without_a_length() throws Exception {
        String url = serve((key, operation, payload) -> answer(200, Map.of(), ""));
        byte[] big = new byte[ActorHandler.MAX_BODY + 1];
        for (HttpRequest.BodyPublisher body : List.of(
                HttpRequest.BodyPublishers.ofByteArray(big),
                HttpRequest.BodyPublishers.fromPublisher(HttpRequest.BodyPublishers.ofByteArray(big)))) {
            try {
                HttpResponse<String> response = HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(URI.create(url))
                                        .POST(body)
                                        .build(),
                                HttpResponse.BodyHandlers.ofString());
                assertThat(response.statusCode()).isEqualTo(413);
            } catch (IOException e) {
                // The server may close while the client still sends; the actor was not reached either way.
                assertThat(requests).isEmpty();
            }
        }
        assertThat(requests).isEmpty();
    }

    /** A request as the JDK's client sends it, which would rather speak HTTP/2. */
    @Test
    void a_body_of_a_request_that_asks_for_an_upgrade_is_not_lost() throws Exception {
        String url = serve((key, operation, payload) -> answer(200, Map.of(), ""));
        for (HttpRequest.BodyPublisher body : List.of(
                HttpRequest.BodyPublishers.ofString("whole"),
                HttpRequest.BodyPublishers.fromPublisher(HttpRequest.BodyPublishers.ofString("whole")))) {
            HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(url)).POST(body).build(),
                            HttpResponse.BodyHandlers.ofString());
        }
        assertThat(requests)
                .allSatisfy(request -> assertThat(request.bytes("body")).isEqualTo("whole".getBytes(UTF_8)));
        assertThat(requests).hasSize(2);
    }

    @Test
    void many_at_once_each_get_their_own_answer() throws Exception {
        String url = serve((key, operation, payload) -> {
            try {
                return answer(200, Map.of(), Shapes.HTTP_REQUEST.decode(payload).text("path"));
            } catch (Exception e) {
                throw new DispatchException("x", e);
            }
        });
        HttpClient client = HttpClient.newHttpClient();
        List<CompletableFuture<Boolean>> answers = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            String path = "/" + i;
            answers.add(client.sendAsync(
                            HttpRequest.newBuilder(URI.create(url + path)).build(),
                            HttpResponse.BodyHandlers.ofString())
                    .thenApply(response -> response.body().equals(path)));
        }
        assertThat(answers).allMatch(CompletableFuture::join);
    }

    @Test
    void unbinding_frees_the_port_and_a_taken_one_is_said() throws Exception {
        String url = serve((key, operation, payload) -> answer(200, Map.of(), ""));
        String port = String.valueOf(URI.create(url).getPort());
        HttpServerProvider second = new HttpServerProvider();
        second.start((key, operation, payload) -> answer(200, Map.of(), "second"));
        Binding binding = Binding.of(ACTOR, "wascc:http_server", Map.of("PORT", port));
        assertThatThrownBy(() -> second.bind(binding))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(port);
        provider.unbind(ACTOR);
        second.bind(binding);
        assertThat(get(url).body()).isEqualTo("second");
        second.close();
    }

    @Test
    void a_call_that_hangs_does_not_hold_up_the_end() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        String url = serve((key, operation, payload) -> {
            entered.countDown();
            boolean interrupted = true;
            while (interrupted) {
                try {
                    release.await();
                    interrupted = false;
                } catch (InterruptedException e) {
                    // An actor need not listen to it.
                }
            }
            return answer(200, Map.of(), "");
        });
        CompletableFuture<?> call = HttpClient.newHttpClient()
                .sendAsync(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
        entered.await();
        long start = System.nanoTime();
        try {
            provider.close();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
        } finally {
            release.countDown();
        }
        assertThat(call).failsWithin(Duration.ofSeconds(10));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "-1", "65536", "80 80"})
    void a_port_that_is_none_is_refused(String port) {
        provider.start((key, operation, payload) -> payload);
        assertThatThrownBy(() -> provider.bind(Binding.of(ACTOR, "wascc:http_server", Map.of("PORT", port))))
                .hasMessageContaining("PORT");
    }
}
