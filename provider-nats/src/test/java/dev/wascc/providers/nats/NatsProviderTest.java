package dev.wascc.providers.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wascc.provider.Binding;
import dev.wascc.provider.CapabilityProvider;
import dev.wascc.provider.contract.MessagingContract;
import dev.wascc.provider.contract.ServerProcess;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract against a real server. */
class NatsProviderTest extends MessagingContract {
    @TempDir
    static Path directory;

    private static ServerProcess server;

    @BeforeAll
    static void startServer() {
        server = Nats.start(directory);
    }

    @AfterAll
    static void stopServer() {
        if (server != null) {
            server.close();
        }
    }

    @Override
    protected CapabilityProvider provider() {
        return new NatsProvider();
    }

    @Override
    protected Map<String, String> values() {
        return Nats.values(server);
    }

    @Test
    void a_server_that_wants_a_password_is_given_it_and_no_message_shows_it(@TempDir Path own) throws Exception {
        try (ServerProcess guarded = Nats.start(own, "--user", "ana", "--pass", "hunter2");
                NatsProvider provider = new NatsProvider()) {
            provider.start((actor, operation, payload) -> payload);
            String address = "127.0.0.1:" + guarded.port();
            provider.bind(Binding.of("A", "wascc:messaging", Map.of("URL", "nats://ana:hunter2@" + address)));
            assertThat(provider.backend("A")).isEqualTo("nats " + address);
            assertThatThrownBy(() -> provider.bind(
                            Binding.of("B", "wascc:messaging", Map.of("URL", "nats://ana:hunter3@" + address))))
                    .hasMessageContaining(address)
                    .hasMessageNotContaining("hunter3");
        }
    }

    @Test
    void a_server_that_is_not_there_refuses_the_binding_with_its_address() throws Exception {
        try (NatsProvider provider = new NatsProvider()) {
            provider.start((actor, operation, payload) -> payload);
            assertThatThrownBy(() -> provider.bind(
                            Binding.of("B", "wascc:messaging", Map.of("URL", "nats://:hunter2@127.0.0.1:1"))))
                    .hasMessageContaining("127.0.0.1:1")
                    .hasMessageNotContaining("hunter2");
            assertThatThrownBy(() -> provider.bind(Binding.of(
                            "B", "wascc:messaging", Map.of("URL", "nats://127.0.0.1:1", "CREDSFILE", "/none"))))
                    .hasMessageContaining("CREDSFILE");
        }
    }
}
