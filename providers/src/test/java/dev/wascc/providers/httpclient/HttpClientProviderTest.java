package dev.wascc.providers.httpclient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.wascc.provider.Binding;
import dev.wascc.provider.message.Message;
import dev.wascc.provider.message.Shapes;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class HttpClientProviderTest {
    private static final String ACTOR = "MASCXFM4R6X63UD5MSCDZYCJNPBVSIU6RKMXUPXRKAOSBQ6UY3VT3NPZ";
    /** Where the server that may be called listens; the canary has the same port on 127.0.0.1. */
    private static final String GRANTED = "127.0.0.2";

    @TempDir
    Path directory;

    private final AtomicInteger canary = new AtomicInteger();
    private final AtomicInteger lookups = new AtomicInteger();
    private final Map<String, List<String>> names = new ConcurrentHashMap<>();
    private final List<HttpServer> servers = new ArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch over = new CountDownLatch(1);
    private HttpClientProvider provider;
    private int port;

    /** The n-th look-up of a name answers its n-th address, the last one from then on. */
    private InetAddress[] lookup(String host) throws UnknownHostException {
        lookups.incrementAndGet();
        List<String> addresses = names.get(host.replaceAll("[\\[\\]]", ""));
        if (addresses == null) {
            return InetAddress.getAllByName(host);
        }
        String address = addresses.size() > 1 ? addresses.remove(0) : addresses.get(0);
        return InetAddress.getAllByName(address);
    }

    @BeforeEach
    void start() throws Exception {
        HttpServer granted = server(new InetSocketAddress(GRANTED, 0), this::answer);
        port = granted.getAddress().getPort();
        server(new InetSocketAddress("127.0.0.1", port), exchange -> {
            canary.incrementAndGet();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        provider = new HttpClientProvider(this::lookup);
        names.put("api.test", new ArrayList<>(List.of(GRANTED)));
    }

    private HttpServer server(InetSocketAddress address, com.sun.net.httpserver.HttpHandler handler)
            throws IOException {
        HttpServer server = HttpServer.create(address, 0);
        server.setExecutor(threads);
        server.createContext("/", handler);
        server.start();
        servers.add(server);
        return server;
    }

    @AfterEach
    void stop() throws Exception {
        over.countDown();
        provider.close();
        servers.forEach(server -> server.stop(0));
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (path.equals("/to")) {
            String[] asked = exchange.getRequestURI().getRawQuery().split(",", 2);
            exchange.getResponseHeaders().set("Location", java.net.URLDecoder.decode(asked[1], StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(Integer.parseInt(asked[0]), -1);
        } else if (path.equals("/large")) {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                while (over.getCount() > 0) {
                    out.write(new byte[65_536]);
                }
            }
        } else if (path.equals("/slow")) {
            try {
                over.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        } else {
            String told = exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getOrDefault("Host", List.of()) + " "
                    + exchange.getRequestHeaders().getOrDefault("Authorization", List.of()) + " "
                    + exchange.getRequestHeaders().getOrDefault("Cookie", List.of()) + " "
                    + exchange.getRequestHeaders().getOrDefault("X-Mine", List.of()) + " "
                    + new String(body, StandardCharsets.UTF_8);
            byte[] bytes = told.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Set-Cookie", "a=b");
            exchange.sendResponseHeaders(201, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }

    private void bind(String... values) throws Exception {
        Map<String, String> all = new HashMap<>();
        for (int i = 0; i < values.length; i += 2) {
            all.put(values[i], values[i + 1].replace("PORT", String.valueOf(port)));
        }
        provider.bind(Binding.of(ACTOR, "wascc:http_client", all));
    }

    private Message request(String method, String url) {
        return Shapes.HTTP_REQUEST
                .message()
                .with("method", method)
                .with("path", url.replace("PORT", String.valueOf(port)))
                .with("queryString", "");
    }

    private Message call(Message request) throws Exception {
        return Shapes.HTTP_RESPONSE.decode(provider.handle(ACTOR, "PerformRequest", request.encode()));
    }

    private String get(String url) throws Exception {
        return new String(call(request("GET", url)).bytes("body"), StandardCharsets.UTF_8);
    }

    @Test
    void a_request_to_an_allowed_host_is_answered() throws Exception {
        bind("ALLOW", "api.test:PORT", "ALLOW_PRIVATE", GRANTED);
        Message answer = call(request("POST", "http://api.test:PORT/a%2Fb")
                .with("queryString", "x=1&y=2")
                .with("header", Map.of("X-Mine", "yes", "Host", "other.test", "Content-Length", "99"))
                .with("body", "hello".getBytes(StandardCharsets.UTF_8)));
        assertThat(new String(answer.bytes("body"), StandardCharsets.UTF_8))
                .isEqualTo("POST /a%2Fb?x=1&y=2 [api.test:" + port + "] [] [] [yes] hello");
        assertThat(answer.whole("statusCode")).isEqualTo(201);
        assertThat(answer.text("status")).isEqualTo("Created");
        assertThat(answer.textMap("header")).containsEntry("set-cookie", "a=b");
    }

    @Test
    void without_values_nothing_is_called_and_the_message_says_how_to_allow_it() throws Exception {
        bind();
        assertThatThrownBy(() -> get("http://127.0.0.1:PORT/"))
                .hasMessageContaining("add ALLOW: 127.0.0.1:" + port)
                .hasMessageContaining("RECORDED");
        assertThat(canary).hasValue(0);
        assertThat(lookups).hasValue(0);
    }

    static List<String> targets() {
        return List.of(
                "http://127.0.0.1:PORT/",
                "http://localhost:PORT/",
                "http://LOCALHOST:PORT/",
                "http://localhost.:PORT/",
                "http://2130706433:PORT/",
                "http://0x7f000001:PORT/",
                "http://0x7f.0.0.1:PORT/",
                "http://0177.0.0.1:PORT/",
                "http://017700000001:PORT/",
                "http://127.1:PORT/",
                "http://127.0.1:PORT/",
                "http://127.000.000.001:PORT/",
                "http://127.0.0.1.:PORT/",
                "http://0:PORT/",
                "http://0.0.0.0:PORT/",
                "http://[::1]:PORT/",
                "http://[::]:PORT/",
                "http://[0:0:0:0:0:0:0:1]:PORT/",
                "http://[::ffff:127.0.0.1]:PORT/",
                "http://[::ffff:7f00:1]:PORT/",
                "http://[::127.0.0.1]:PORT/",
                "http://[64:ff9b::7f00:1]:PORT/",
                "http://[64:ff9b:1::7f00:1]:PORT/",
                "http://[2002:7f00:1::]:PORT/",
                "http://[2001:0:7f00:1::]:PORT/",
                "http://[fe80::1]:PORT/",
                "http://[fc00::1]:PORT/",
                "http://[fec0::1]:PORT/",
                "http://api.test@127.0.0.1:PORT/",
                "http://api.test:PORT@127.0.0.1:PORT/",
                "http://127.0.0.1:PORT\\@api.test/",
                "http://api.test\\@127.0.0.1:PORT/",
                "http://127.0.0.1:PORT#@api.test/",
                "http://api.test#@127.0.0.1:PORT/",
                "http://api.test:PORT:PORT/",
                "http://api.test%00.evil.test:PORT/",
                "http://①②⑦.⓪.⓪.①:PORT/",
                "http://127。0。0。1:PORT/",
                "http:127.0.0.1:PORT/",
                "http:/127.0.0.1:PORT/",
                "//127.0.0.1:PORT/",
                "http:///127.0.0.1:PORT/",
                " http://127.0.0.1:PORT/",
                "http://127.0.0.1:PORT /",
                "http://api.test\r\nHost: 127.0.0.1:PORT/",
                "file:///etc/passwd",
                "ftp://127.0.0.1:PORT/",
                "gopher://127.0.0.1:PORT/_GET",
                "jar:http://127.0.0.1:PORT/x.jar!/",
                "http://169.254.169.254:PORT/latest/meta-data/",
                "http://metadata.test:PORT/",
                "http://inside.test:PORT/",
                "http://mixed.test:PORT/",
                "http://deep.below.test:PORT/",
                "http://127.0.0.1.nip.test:PORT/",
                "http://xn--lcalhost-54a.test:PORT/");
    }

    /** Each name and address is listed as generously as can be: what keeps the canary quiet is the judgement of addresses. */
    @ParameterizedTest
    @MethodSource("targets")
    void what_leads_to_this_machine_is_refused(String target) throws Exception {
        names.put("metadata.test", List.of("169.254.169.254"));
        names.put("inside.test", List.of("127.0.0.1"));
        names.put("deep.below.test", List.of("127.0.0.1"));
        names.put("127.0.0.1.nip.test", List.of("127.0.0.1"));
        names.put("xn--lcalhost-54a.test", List.of("127.0.0.1"));
        CheckedResolver.Lookup mixed = host -> host.equals("mixed.test")
                ? new InetAddress[] {InetAddress.getByName(GRANTED), InetAddress.getByName("127.0.0.1")}
                : lookup(host);
        provider = new HttpClientProvider(mixed);
        bind(
                "ALLOW",
                "api.test:PORT, localhost:PORT, 127.0.0.1:PORT, 0.0.0.0:PORT, [::1]:PORT, [::]:PORT, [0:0:0:0:0:0:0:1]:PORT,"
                        + " [::ffff:127.0.0.1]:PORT, [::ffff:7f00:1]:PORT, [::127.0.0.1]:PORT, [64:ff9b::7f00:1]:PORT,"
                        + " [64:ff9b:1::7f00:1]:PORT, [2002:7f00:1::]:PORT, [2001:0:7f00:1::]:PORT, [fe80::1]:PORT, [fc00::1]:PORT,"
                        + " [fec0::1]:PORT, 169.254.169.254:PORT, metadata.test:PORT, inside.test:PORT, mixed.test:PORT, *.test:PORT,"
                        + " 127.000.000.001:PORT, 0177.0.0.1:PORT, 2130706433:PORT, 0x7f000001:PORT, 127.1:PORT, 0:PORT",
                "ALLOW_PRIVATE",
                GRANTED);
        assertThatThrownBy(() -> get(target)).isInstanceOf(Refusal.class);
        assertThat(canary).hasValue(0);
    }

    @Test
    void a_name_that_answers_otherwise_the_second_time_gains_nothing() throws Exception {
        names.put("rebind.test", new ArrayList<>(List.of(GRANTED, "127.0.0.1")));
        bind("ALLOW", "rebind.test:PORT", "ALLOW_PRIVATE", GRANTED);
        assertThat(get("http://rebind.test:PORT/first")).startsWith("GET /first");
        assertThat(lookups).as("look-ups for the first request").hasValue(1);
        // Either on the connection that was judged, or refused after a look-up of its own.
        for (int i = 0; i < 20; i++) {
            servers.get(0).removeContext("/");
            servers.get(0).createContext("/", exchange -> {
                exchange.getResponseHeaders().set("Connection", "close");
                answer(exchange);
            });
            try {
                assertThat(get("http://rebind.test:PORT/again")).startsWith("GET /again");
            } catch (Refusal e) {
                assertThat(e).hasMessageContaining("rebind.test is at 127.0.0.1, which is no public address");
            }
        }
        assertThat(lookups.get()).isGreaterThan(1);
        assertThat(canary).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:PORT/", "//127.0.0.1:PORT/", "http://inside.test:PORT/", "http://other.test:PORT/",
                "http://api.test@127.0.0.1:PORT/", "file:///etc/passwd", "http://[::ffff:127.0.0.1]:PORT/",
                        "https://127.0.0.1:PORT/"
            })
    void each_hop_of_a_redirect_is_judged(String location) throws Exception {
        names.put("inside.test", List.of("127.0.0.1"));
        names.put("other.test", List.of("127.0.0.1"));
        bind(
                "ALLOW",
                "api.test:PORT, inside.test:PORT, 127.0.0.1:PORT, [::ffff:127.0.0.1]:PORT",
                "ALLOW_PRIVATE",
                GRANTED);
        String encoded =
                java.net.URLEncoder.encode(location.replace("PORT", String.valueOf(port)), StandardCharsets.UTF_8);
        assertThatThrownBy(() -> get("http://api.test:PORT/to?302," + encoded)).isInstanceOf(Refusal.class);
        assertThat(canary).hasValue(0);
    }

    @ParameterizedTest
    @CsvSource({"301,GET,''", "302,GET,''", "303,GET,''", "307,POST,secret", "308,POST,secret"})
    void a_redirect_keeps_method_and_body_where_its_code_says_so(int code, String method, String body)
            throws Exception {
        bind("ALLOW", "api.test:PORT", "ALLOW_PRIVATE", GRANTED);
        Message answer = call(request("POST", "http://api.test:PORT/to?" + code + ",%2Fnext%3Fa")
                .with("header", Map.of("Authorization", "Bearer x"))
                .with("body", "secret".getBytes(StandardCharsets.UTF_8)));
        assertThat(new String(answer.bytes("body"), StandardCharsets.UTF_8))
                .isEqualTo(method + " /next?a [api.test:" + port + "] [Bearer x] [] [] " + body);
    }

    @Test
    void credentials_do_not_go_to_another_origin() throws Exception {
        names.put("second.test", List.of(GRANTED));
        bind("ALLOW", "api.test:PORT, second.test:PORT", "ALLOW_PRIVATE", GRANTED);
        Message answer = call(request("GET", "http://api.test:PORT/to?302,http%3A%2F%2Fsecond.test%3APORT%2F")
                .with("header", Map.of("Authorization", "Bearer x", "Cookie", "c=d", "X-Mine", "kept")));
        assertThat(new String(answer.bytes("body"), StandardCharsets.UTF_8))
                .isEqualTo("GET / [second.test:" + port + "] [] [] [kept] ");
    }

    @Test
    void redirects_are_counted() throws Exception {
        bind("ALLOW", "api.test:PORT", "ALLOW_PRIVATE", GRANTED);
        names.put("api.test", List.of(GRANTED));
        String loop = "http://api.test:PORT/to?302,";
        StringBuilder url = new StringBuilder("/end");
        for (int i = 0; i < 6; i++) {
            url.insert(0, "/to?302,");
            url = new StringBuilder(
                    i == 5 ? url.toString() : java.net.URLEncoder.encode(url.toString(), StandardCharsets.UTF_8));
        }
        String deep = url.toString();
        assertThatThrownBy(() -> get("http://api.test:PORT" + deep))
                .hasMessageContaining("redirects more than 5 times");
        assertThat(get(loop + "%2Fend")).startsWith("GET /end");
    }

    @Test
    void an_answer_without_end_is_cut_and_refused() throws Exception {
        bind("ALLOW", "api.test:PORT", "ALLOW_PRIVATE", GRANTED, "MAX_BODY", "100000");
        assertThatThrownBy(() -> get("http://api.test:PORT/large")).hasMessageContaining("larger than 100000 bytes");
    }

    @Test
    void an_answer_that_does_not_come_is_not_waited_for() throws Exception {
        bind("ALLOW", "api.test:PORT", "ALLOW_PRIVATE", GRANTED, "TIMEOUT", "300");
        assertThatThrownBy(() -> get("http://api.test:PORT/slow")).hasMessageContaining("did not answer within 300 ms");
    }

    @Test
    void a_header_of_two_lines_is_refused() throws Exception {
        bind("ALLOW", "api.test:PORT", "ALLOW_PRIVATE", GRANTED);
        for (Map<String, String> header :
                List.of(Map.of("X-A", "b\r\nX-B: c"), Map.of("X-A: b\r\nX-B", "c"), Map.of("", "x"))) {
            assertThatThrownBy(
                            () -> call(request("GET", "http://api.test:PORT/").with("header", header)))
                    .hasMessageContaining("is not one line of a header");
        }
        for (String method : List.of("GET /x HTTP/1.1\r\nA: b\r\n\r\nGET", "CONNECT", "TRACE", "get", "")) {
            assertThatThrownBy(() -> call(request(method, "http://api.test:PORT/")))
                    .hasMessageContaining("the method");
        }
    }

    @Test
    void recorded_answers_are_given_and_nothing_else() throws Exception {
        Path file = Files.writeString(
                directory.resolve("recorded.yaml"),
                """
                - url: https://api.example.com/weather?city=Kyiv
                  header: {content-type: application/json}
                  body: '{"sky":"clear"}'
                - method: POST
                  url: https://api.example.com/orders
                  status: 201
                  body: {base64: AAEC}
                """);
        bind("RECORDED", file.toString());
        assertThat(get("https://api.example.com/weather?city=Kyiv")).isEqualTo("{\"sky\":\"clear\"}");
        Message ordered = call(request("POST", "https://api.example.com/orders"));
        assertThat(ordered.whole("statusCode")).isEqualTo(201);
        assertThat(ordered.bytes("body")).containsExactly(0, 1, 2);
        assertThatThrownBy(() -> get("http://127.0.0.1:PORT/"))
                .hasMessageContaining("no answer is recorded for GET http://127.0.0.1:" + port);
        assertThat(canary).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a: b",
                "- 1",
                "- method: GET",
                "- {url: x, boddy: y}",
                "- {url: x}\n- {url: x}",
                "- {url: x, status: many}",
                "- [",
                "- &a [*a]"
            })
    void a_file_of_answers_that_is_none_refuses_the_binding(String text) throws Exception {
        Path file = Files.writeString(directory.resolve("recorded.yaml"), text);
        assertThatThrownBy(() -> bind("RECORDED", file.toString()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("RECORDED");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ALLOW|http://api.test",
                "ALLOW|api.test:0",
                "ALLOW|api.test:99999",
                "ALLOW|*",
                "ALLOW|api.*.test",
                "ALLOW|api.test/x",
                "ALLOW_PRIVATE|localhost",
                "ALLOW_PRIVATE|10.0.0.0/33",
                "ALLOW_PRIVATE|10.0",
                "TIMEOUT|soon",
                "TIMEOUT|0",
                "MAX_BODY|-1",
                "MAX_REDIRECTS|1000"
            })
    void a_value_that_is_wrong_refuses_the_binding(String key, String value) {
        assertThatThrownBy(() -> bind(key, value)).hasMessageContaining(key);
    }
}
