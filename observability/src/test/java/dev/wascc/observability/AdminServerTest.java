package dev.wascc.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wascc.claims.VerifiedActor;
import dev.wascc.host.Host;
import dev.wascc.provider.Binding;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class AdminServerTest {
    private final CallMetrics metrics = new CallMetrics();
    private final Host host = Host.builder().observer(metrics).build();
    private final Store store = new Store("wascc:keyvalue");
    private AdminServer admin;
    private VerifiedActor actor;

    @BeforeEach
    void start() throws Exception {
        admin = AdminServer.start("127.0.0.1:0", metrics);
        actor = Actors.claiming("wascc:keyvalue");
    }

    private void up() throws Exception {
        host.add(actor);
        host.add(store, "default");
        host.bind(Binding.of(actor.key().text(), "wascc:keyvalue", Map.of("URL", "redis://:hidden@x")));
        admin.serve(host);
    }

    @AfterEach
    void close() {
        host.close();
        admin.close();
    }

    private HttpResponse<String> ask(String method, String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(admin.url() + path))
                                .method(method, BodyPublishers.noBody())
                                .build(),
                        BodyHandlers.ofString());
    }

    @Test
    void a_host_is_alive_from_the_beginning_and_ready_once_it_is_up() throws Exception {
        assertThat(ask("GET", "/livez").statusCode()).isEqualTo(200);
        assertThat(ask("GET", "/readyz").statusCode()).isEqualTo(503);
        assertThat(ask("GET", "/readyz").body()).isEqualTo("{\"status\":\"starting\"}\n");
        up();
        assertThat(ask("GET", "/readyz").statusCode()).isEqualTo(200);
        assertThat(ask("GET", "/readyz").body())
                .isEqualTo(
                        "{\"status\":\"up\",\"actors\":{\"" + actor.key()
                                + "\":\"up\"},\"providers\":{\"wascc:extras/default\":\"up\",\"wascc:keyvalue/default\":\"up\"}}\n");
    }

    @Test
    void a_host_whose_provider_is_down_is_not_ready_and_alive() throws Exception {
        up();
        store.down = true;
        assertThat(ask("GET", "/readyz").statusCode()).isEqualTo(503);
        assertThat(ask("GET", "/readyz").body())
                .contains("\"status\":\"down\"", "\"wascc:keyvalue/default\":\"down\"")
                .doesNotContain("connection refused");
        assertThat(ask("GET", "/livez").statusCode()).isEqualTo(200);
    }

    @Test
    void a_host_that_stops_is_not_ready_while_its_calls_end() throws Exception {
        up();
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        store.before = () -> {
            inside.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        };
        CompletableFuture<Void> call = CompletableFuture.runAsync(() -> {
            try {
                host.call(actor.key(), "forward", Actors.forward("wascc:keyvalue", "Add", new byte[0]));
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        inside.await();
        CompletableFuture<Void> closing = CompletableFuture.runAsync(() -> host.close(Duration.ofSeconds(30)));
        while (!ask("GET", "/readyz").body().contains("\"status\":\"stopping\"")) {
            assertThat(closing).isNotDone();
        }
        assertThat(ask("GET", "/readyz").statusCode()).isEqualTo(503);
        goOn.countDown();
        call.get(10, TimeUnit.SECONDS);
        closing.get(10, TimeUnit.SECONDS);
    }

    @Test
    void the_inventory_names_the_values_of_bindings_and_shows_none() throws Exception {
        up();
        assertThat(ask("GET", "/inventory").body())
                .contains("\"valueNames\" : [ \"URL\" ]", actor.key().text(), "\"hostcore.arch\"")
                .doesNotContain("hidden");
    }

    @Test
    void metrics_come_in_the_format_that_is_asked_for() throws Exception {
        up();
        host.call(actor.key(), "echo", new byte[3]);
        HttpResponse<String> text = ask("GET", "/metrics");
        assertThat(text.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/plain; version=0.0.4");
        assertThat(text.body()).contains("wascc_invocations_total{operation=\"echo\",origin=\"system\"");
        HttpResponse<String> open = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(admin.url() + "/metrics"))
                                .header("Accept", "application/openmetrics-text; version=1.0.0")
                                .build(),
                        BodyHandlers.ofString());
        assertThat(open.body()).endsWith("# EOF\n");
    }

    @Test
    void head_has_no_body_and_nothing_is_changed_through_this_port() throws Exception {
        assertThat(ask("HEAD", "/livez").statusCode()).isEqualTo(200);
        assertThat(ask("HEAD", "/livez").body()).isEmpty();
        for (String method : new String[] {"POST", "PUT", "DELETE", "OPTIONS", "PATCH"}) {
            assertThat(ask(method, "/inventory").statusCode()).as(method).isEqualTo(405);
        }
        assertThat(ask("GET", "/").statusCode()).isEqualTo(404);
        assertThat(ask("GET", "/livez/../inventory/x").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:9898",
                "127.0.0.1.evil.example",
                "localhost.evil.example",
                "10.0.0.1"
            })
    void a_page_whose_name_was_pointed_here_is_answered_nothing(String name) throws Exception {
        up();
        assertThat(raw("GET /inventory HTTP/1.1\r\nHost: " + name + "\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 403")
                .doesNotContain(actor.key().text());
    }

    private String raw(String request) throws IOException {
        URI url = URI.create(admin.url());
        try (Socket socket = new Socket(url.getHost(), url.getPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0:9898",
                "192.168.0.1:9898",
                ":9898",
                "9898",
                "[::]:9898",
                "example.com:80",
                "127.0.0.1:99999",
                "127.0.0.1.example.com:1"
            })
    void an_address_that_others_reach_is_refused(String address) {
        assertThatThrownBy(() -> AdminServer.start(address, metrics))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("this machine alone");
    }

    @Test
    void a_port_that_is_taken_is_told() {
        String taken = URI.create(admin.url()).getAuthority();
        assertThatThrownBy(() -> AdminServer.start(taken, metrics))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot listen on " + taken);
    }
}
