package dev.wascc.providers.redis;

import dev.wascc.provider.CapabilityProvider;
import dev.wascc.provider.contract.KeyValueContract;
import dev.wascc.provider.contract.ServerProcess;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The contract against a real server; each test in a database of its own. */
class RedisKeyValueProviderTest extends KeyValueContract {
    private static final AtomicInteger DATABASE = new AtomicInteger();

    @TempDir
    static Path directory;

    private static ServerProcess server;
    private final int database = DATABASE.getAndIncrement();

    @BeforeAll
    static void startServer() {
        server = Redis.start(directory, "--databases", "100");
    }

    @AfterAll
    static void stopServer() {
        if (server != null) {
            server.close();
        }
    }

    @Override
    protected CapabilityProvider provider() {
        return new RedisKeyValueProvider();
    }

    @Override
    protected Map<String, String> values() {
        return Map.of("URL", "redis://127.0.0.1:" + server.port() + "/" + database);
    }

    /** The server's clock cannot be set. */
    @Override
    protected void pass(int seconds) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(seconds * 1000L);
    }
}
