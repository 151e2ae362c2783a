package dev.wascc.providers.redis;

import dev.wascc.provider.contract.ServerProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A Redis of a test's own. */
final class Redis {
    private Redis() {}

    /** @param more arguments of {@code redis-server} */
    static ServerProcess start(Path directory, String... more) {
        return ServerProcess.start(directory, port -> {
            List<String> command = new ArrayList<>(List.of(
                    "redis-server",
                    "--port",
                    String.valueOf(port),
                    "--bind",
                    "127.0.0.1",
                    "--save",
                    "",
                    "--dir",
                    directory.toString()));
            command.addAll(List.of(more));
            return command;
        });
    }

    static Map<String, String> values(ServerProcess server) {
        return Map.of("URL", "redis://127.0.0.1:" + server.port());
    }
}
