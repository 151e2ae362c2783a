package dev.wascc.providers.nats;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wascc.provider.Binding;
import dev.wascc.provider.contract.ServerProcess;
import io.nats.client.NKey;
import io.nats.client.support.JwtUtils;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real servers that want a user of an account, by a credentials file, or that have a certificate of our own making. */
@Timeout(60)
class NatsSecurityTest {
    private static final String ACCOUNT =
            "{\"limits\":{\"subs\":-1,\"data\":-1,\"payload\":-1,\"imports\":-1,\"exports\":-1,\"wildcards\":true,"
                    + "\"conn\":-1,\"leaf\":-1},\"type\":\"account\",\"version\":2}";

    @TempDir
    Path directory;

    private static String segment(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(UTF_8));
    }

    /** A token of the kind that NATS reads, which no library for Java makes for operators and accounts. */
    private static String token(NKey issuer, NKey subject, String kind) throws Exception {
        String claims = "{\"jti\":\"T\",\"iat\":1700000000,\"iss\":\"%s\",\"name\":\"test\",\"sub\":\"%s\",\"nats\":%s}"
                .formatted(new String(issuer.getPublicKey()), new String(subject.getPublicKey()), kind);
        String signed = segment("{\"typ\":\"JWT\",\"alg\":\"ed25519-nkey\"}") + "." + segment(claims);
        return signed + "."
                + Base64.getUrlEncoder().withoutPadding().encodeToString(issuer.sign(signed.getBytes(UTF_8)));
    }

    private Path credentials(String name, NKey account) throws Exception {
        NKey user = NKey.createUser(null);
        String jwt = JwtUtils.issueUserJWT(
                account, new String(account.getPublicKey()), new String(user.getPublicKey()), name);
        return Files.writeString(
                directory.resolve(name + ".creds"),
                """
                -----BEGIN NATS USER JWT-----
                %s
                ------END NATS USER JWT------

                -----BEGIN USER NKEY SEED-----
                %s
                ------END USER NKEY SEED------
                """
                        .formatted(jwt, new String(user.getSeed())));
    }

    private static Binding binding(String url, String key, Path file) {
        return Binding.of("A", "wascc:messaging", Map.of("URL", url, key, file.toString()));
    }

    @Test
    void a_user_of_an_account_is_let_in_by_its_credentials_and_a_stranger_is_not() throws Exception {
        NKey operator = NKey.createOperator(null);
        NKey account = NKey.createAccount(null);
        Path configuration = Files.writeString(
                directory.resolve("server.conf"),
                """
                operator: %s
                resolver: MEMORY
                resolver_preload: { %s: %s }
                """
                        .formatted(
                                token(operator, operator, "{\"type\":\"operator\",\"version\":2}"),
                                new String(account.getPublicKey()),
                                token(operator, account, ACCOUNT)));
        Path ana = credentials("ana", account);
        Path stranger = credentials("stranger", NKey.createAccount(null));
        try (ServerProcess server = Nats.start(directory, "-c", configuration.toString());
                NatsProvider provider = new NatsProvider()) {
            provider.start((actor, operation, payload) -> payload);
            String url = "nats://127.0.0.1:" + server.port();
            assertThatThrownBy(() -> provider.bind(binding(url, "CREDSFILE", stranger)))
                    .hasMessageContaining("127.0.0.1:" + server.port())
                    .hasMessageNotContaining(seed(stranger));
            assertThatThrownBy(() -> provider.bind(Binding.of("A", "wascc:messaging", Map.of("URL", url))))
                    .hasMessageContaining("127.0.0.1:" + server.port());
            provider.bind(binding(url, "CREDSFILE", ana));
            assertThat(provider.backend("A")).isEqualTo("nats 127.0.0.1:" + server.port());
            provider.checkHealth();
        }
    }

    private static String seed(Path credentials) throws Exception {
        return Files.readAllLines(credentials).stream()
                .filter(line -> line.startsWith("SU"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_certificate_must_be_trusted_and_for_the_host() throws Exception {
        certificate("right", "IP:127.0.0.1");
        certificate("other", "DNS:other.example");
        try (NatsProvider provider = new NatsProvider()) {
            provider.start((actor, operation, payload) -> payload);
            try (ServerProcess server = tls("right")) {
                String url = "tls://127.0.0.1:" + server.port();
                assertThatThrownBy(() -> provider.bind(binding(url, "CA_FILE", directory.resolve("other.pem"))))
                        .hasMessageContaining("127.0.0.1:" + server.port());
                provider.bind(binding(url, "CA_FILE", directory.resolve("right.pem")));
                provider.checkHealth();
                provider.unbind("A");
            }
            try (ServerProcess server = tls("other")) {
                String url = "tls://127.0.0.1:" + server.port();
                assertThatThrownBy(() -> provider.bind(binding(url, "CA_FILE", directory.resolve("other.pem"))))
                        .hasMessageContaining("127.0.0.1:" + server.port());
            }
        }
    }

    private ServerProcess tls(String name) {
        return Nats.start(
                directory,
                "--tls",
                "--tlscert",
                directory.resolve(name + ".pem").toString(),
                "--tlskey",
                directory.resolve(name + ".key").toString());
    }

    private void certificate(String name, String host) throws Exception {
        Process openssl = new ProcessBuilder(
                        "openssl",
                        "req",
                        "-x509",
                        "-newkey",
                        "rsa:2048",
                        "-nodes",
                        "-days",
                        "2",
                        "-subj",
                        "/CN=" + name,
                        "-addext",
                        "subjectAltName=" + host,
                        "-keyout",
                        name + ".key",
                        "-out",
                        name + ".pem")
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("openssl.log").toFile())
                .start();
        assertThat(openssl.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(openssl.exitValue()).isZero();
    }
}
