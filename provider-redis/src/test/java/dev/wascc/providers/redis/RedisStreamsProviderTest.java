package dev.wascc.providers.redis;

import dev.wascc.provider.CapabilityProvider;
import dev.wascc.provider.contract.EventStreamsContract;
import dev.wascc.provider.contract.ServerProcess;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** The contract against a real server. */
class RedisStreamsProviderTest extends EventStreamsContract {
    @TempDir
    private Path directory;

    private ServerProcess server;

    @Override
    protected CapabilityProvider provider() {
        server = Redis.start(directory);
        return new RedisStreamsProvider();
    }

    @Override
    protected Map<String, String> values() {
        return Redis.values(server);
    }

    @AfterEach
    void stopServer() {
        if (server != null) {
            server.close();
        }
    }
}
