package dev.wascc.providers.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wascc.provider.Binding;
import dev.wascc.provider.contract.ServerProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RedisTlsTest {
    @TempDir
    private Path directory;

    /** A certificate that signs itself, for that host. */
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

    private ServerProcess start(String name) {
        return ServerProcess.start(
                directory,
                port -> List.of(
                        "redis-server",
                        "--port",
                        "0",
                        "--tls-port",
                        String.valueOf(port),
                        "--bind",
                        "127.0.0.1",
                        "--save",
                        "",
                        "--tls-cert-file",
                        name + ".pem",
                        "--tls-key-file",
                        name + ".key",
                        "--tls-auth-clients",
                        "no",
                        "--tls-ca-cert-file",
                        name + ".pem"));
    }

    private Binding binding(ServerProcess server, String caFile) {
        return Binding.of(
                "A",
                "wascc:keyvalue",
                Map.of(
                        "URL",
                        "rediss://127.0.0.1:" + server.port(),
                        "CA_FILE",
                        directory.resolve(caFile).toString()));
    }

    @Test
    void a_certificate_must_be_trusted_and_for_the_host() throws Exception {
        certificate("right", "IP:127.0.0.1");
        certificate("other", "DNS:other.example");
        try (RedisKeyValueProvider provider = new RedisKeyValueProvider()) {
            try (ServerProcess server = start("right")) {
                provider.bind(binding(server, "right.pem"));
                assertThat(provider.backend("A")).isEqualTo("redis 127.0.0.1:" + server.port() + " (TLS)");
                assertThatThrownBy(() -> provider.bind(binding(server, "other.pem")))
                        .hasMessageContaining("does not answer");
            }
            try (ServerProcess server = start("other")) {
                assertThatThrownBy(() -> provider.bind(binding(server, "other.pem")))
                        .hasMessageContaining("does not answer");
            }
        }
    }
}
