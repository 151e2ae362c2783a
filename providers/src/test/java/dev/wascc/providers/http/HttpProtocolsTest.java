package dev.wascc.providers.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wascc.provider.Binding;
import dev.wascc.provider.message.Message;
import dev.wascc.provider.message.MessageFormatException;
import dev.wascc.provider.message.Shapes;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** HTTP/2, TLS, and several actors on a port. */
@Timeout(60)
class HttpProtocolsTest {
    private static final String ONE = "MASCXFM4R6X63UD5MSCDZYCJNPBVSIU6RKMXUPXRKAOSBQ6UY3VT3NPZ";
    private static final String TWO = "MBKKW5SLRC3ZLQLYP54LDCOAFIQUP2OAAKL2SO47IMV6KYABCXZGZHCV";
    private static final String PASSWORD = "canary-password";

    @TempDir
    static Path files;

    private static KeyStore store;

    private final HttpServerProvider provider = new HttpServerProvider();

    @BeforeAll
    static void makeCertificates() throws Exception {
        Path file = files.resolve("server.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost,ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        PASSWORD)
                .inheritIO()
                .start();
        assertThat(keytool.waitFor()).isZero();
        store = KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
        pem("cert.pem", "CERTIFICATE", store.getCertificate("server").getEncoded());
        pem(
                "key.pem",
                "PRIVATE KEY",
                store.getKey("server", PASSWORD.toCharArray()).getEncoded());
        pem("old.pem", "EC PRIVATE KEY", new byte[] {1, 2, 3});
        pem("bad.pem", "PRIVATE KEY", new byte[] {1, 2, 3});
    }

    private static void pem(String name, String what, byte[] bytes) throws Exception {
        Files.writeString(
                files.resolve(name),
                "-----BEGIN " + what + "-----\n" + Base64.getMimeEncoder().encodeToString(bytes) + "\n-----END " + what
                        + "-----\n");
    }

    @BeforeEach
    void start() {
        provider.start((actor, operation, payload) -> {
            try {
                Message request = Shapes.HTTP_REQUEST.decode(payload);
                String told = (actor.equals(ONE) ? "one " : "two ") + request.text("path");
                return Shapes.HTTP_RESPONSE
                        .message()
                        .with("statusCode", 200L)
                        .with("status", "OK")
                        .with(
                                "header",
                                Map.of("x-host", request.textMap("header").getOrDefault("host", "")))
                        .with("body", told.getBytes(UTF_8))
                        .encode();
            } catch (MessageFormatException e) {
                throw new AssertionError(e);
            }
        });
    }

    @AfterEach
    void stop() throws Exception {
        provider.close();
    }

    private String bind(String actor, Map<String, String> values) throws Exception {
        provider.bind(Binding.of(actor, "wascc:http_server", values));
        return provider.endpoints(actor).get(0);
    }

    private static Map<String, String> pemValues(String key) {
        return Map.of(
                "PORT",
                "0",
                "TLS_CERT",
                files.resolve("cert.pem").toString(),
                "TLS_KEY",
                files.resolve(key).toString());
    }

    private static HttpClient trusting(Version version) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("server", store.getCertificate("server"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return HttpClient.newBuilder().version(version).sslContext(context).build();
    }

    private static HttpResponse<String> get(HttpClient client, String url) throws Exception {
        return client.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> get(String url) throws Exception {
        return get(HttpClient.newBuilder().version(Version.HTTP_1_1).build(), url);
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void both_versions_are_spoken_in_the_clear(Version version) throws Exception {
        String url = bind(ONE, Map.of("PORT", "0"));
        HttpClient client = HttpClient.newBuilder().version(version).build();
        for (int i = 0; i < 2; i++) {
            HttpResponse<String> response = get(client, url + "/a");
            assertThat(response.version()).isEqualTo(version);
            assertThat(response.body()).isEqualTo("one /a");
            assertThat(response.headers().firstValue("x-host"))
                    .contains(URI.create(url).getAuthority());
        }
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void both_versions_are_spoken_over_tls_with_pem_files(Version version) throws Exception {
        String url = bind(ONE, pemValues("key.pem"));
        assertThat(url).startsWith("https://");
        HttpResponse<String> response = get(trusting(version), url + "/a");
        assertThat(response.version()).isEqualTo(version);
        assertThat(response.body()).isEqualTo("one /a");
        assertThat(response.sslSession().orElseThrow().getProtocol()).isEqualTo("TLSv1.3");
    }

    @Test
    void a_pkcs12_store_serves_tls_too() throws Exception {
        String url = bind(
                ONE,
                Map.of("PORT", "0", "TLS_STORE", files.resolve("server.p12").toString(), "TLS_PASSWORD", PASSWORD));
        assertThat(get(trusting(Version.HTTP_2), url + "/a").body()).isEqualTo("one /a");
    }

    @Test
    void many_streams_of_one_connection_each_get_their_own_answer() throws Exception {
        String url = bind(ONE, pemValues("key.pem"));
        HttpClient client = trusting(Version.HTTP_2);
        get(client, url);
        List<CompletableFuture<Boolean>> answers = new ArrayList<>();
        for (int i = 0; i < 90; i++) {
            String path = "/" + i;
            answers.add(client.sendAsync(
                            HttpRequest.newBuilder(URI.create(url + path)).build(),
                            HttpResponse.BodyHandlers.ofString())
                    .thenApply(response -> response.version() == Version.HTTP_2
                            && response.body().equals("one " + path)));
        }
        assertThat(answers).allMatch(CompletableFuture::join);
    }

    @ParameterizedTest
    @CsvSource({
        "TLS_CERT,cert.pem,,,TLS_CERT and TLS_KEY are given together",
        "TLS_KEY,key.pem,,,TLS_CERT and TLS_KEY are given together",
        "TLS_CERT,cert.pem,TLS_KEY,none.pem,TLS_KEY",
        "TLS_CERT,key.pem,TLS_KEY,key.pem,no certificates in PEM",
        "TLS_CERT,cert.pem,TLS_KEY,old.pem,openssl pkcs8",
        "TLS_CERT,cert.pem,TLS_KEY,bad.pem,is a key of none of",
        "TLS_CERT,cert.pem,TLS_STORE,server.p12,not both",
        "TLS_STORE,cert.pem,,,no PKCS#12 store",
        "TLS_STORE,server.p12,,,that TLS_PASSWORD opens"
    })
    void tls_values_that_do_not_fit_refuse_the_binding(String key, String file, String key2, String file2, String why) {
        Map<String, String> values = new java.util.HashMap<>(Map.of("PORT", "0", "TLS_PASSWORD", "canary"));
        values.put(key, files.resolve(file).toString());
        if (key2 != null) {
            values.put(key2, files.resolve(file2).toString());
        }
        assertThatThrownBy(() -> bind(ONE, values)).hasMessageContaining(why).hasMessageNotContaining("canary");
    }

    @Test
    void two_actors_share_a_port_by_the_longest_prefix_of_whole_segments() throws Exception {
        String url = bind(ONE, Map.of("PORT", "0"));
        String port = String.valueOf(URI.create(url).getPort());
        provider.unbind(ONE);
        assertThat(bind(ONE, Map.of("PORT", port))).isEqualTo(url);
        assertThat(bind(TWO, Map.of("PORT", port, "PREFIX", "/shop/"))).isEqualTo(url + "/shop");
        assertThat(get(url + "/").body()).isEqualTo("one /");
        assertThat(get(url + "/shop").body()).isEqualTo("two /shop");
        assertThat(get(url + "/shop/").body()).isEqualTo("two /shop/");
        assertThat(get(url + "/shop/a/b").body()).isEqualTo("two /shop/a/b");
        assertThat(get(url + "/shopping").body()).isEqualTo("one /shopping");
        assertThat(get(url + "/x/shop").body()).isEqualTo("one /x/shop");
        provider.unbind(ONE);
        assertThat(get(url + "/").statusCode()).isEqualTo(404);
        assertThat(get(url + "/shop").body()).isEqualTo("two /shop");
    }

    @ParameterizedTest
    @CsvSource({
        "/shop/../admin",
        "/shop/%2e%2e/admin",
        "/shop/%2E./admin",
        "/./shop",
        "/shop/..;x/admin",
        "/shop%2f..%2fadmin"
    })
    void a_path_that_leads_out_of_its_prefix_reaches_nobody(String path) throws Exception {
        String url = bind(ONE, Map.of("PORT", "0", "PREFIX", "/shop"));
        String root = url.substring(0, url.length() - "/shop".length());
        String port = String.valueOf(URI.create(url).getPort());
        bind(TWO, Map.of("PORT", port, "PREFIX", "/admin"));
        try (java.net.Socket socket =
                new java.net.Socket("127.0.0.1", URI.create(root).getPort())) {
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n").getBytes(UTF_8));
            assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
                    .startsWith("HTTP/1.1 400");
        }
    }

    @Test
    void the_actor_that_has_a_place_already_is_named() throws Exception {
        String port = String.valueOf(URI.create(bind(ONE, Map.of("PORT", "0"))).getPort());
        provider.unbind(ONE);
        bind(ONE, Map.of("PORT", port));
        assertThatThrownBy(() -> bind(TWO, Map.of("PORT", port)))
                .hasMessageContaining("127.0.0.1:" + port)
                .hasMessageContaining(ONE)
                .hasMessageContaining("PREFIX");
        assertThatThrownBy(() -> bind(
                        TWO,
                        Map.of(
                                "PORT",
                                port,
                                "PREFIX",
                                "/two",
                                "TLS_CERT",
                                files.resolve("cert.pem").toString(),
                                "TLS_KEY",
                                files.resolve("key.pem").toString())))
                .hasMessageContaining("other TLS values");
        assertThat(get("http://127.0.0.1:" + port + "/").body()).isEqualTo("one /");
    }

    @ParameterizedTest
    @CsvSource({"shop", "/a//b", "/../x", "/a?b", "/%2e%2e", "/a/."})
    void a_prefix_that_is_none_refuses_the_binding(String prefix) {
        assertThatThrownBy(() -> bind(ONE, Map.of("PORT", "0", "PREFIX", prefix)))
                .hasMessageContaining("PREFIX");
    }
}
