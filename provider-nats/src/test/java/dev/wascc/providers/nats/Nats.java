package dev.wascc.providers.nats;

import dev.wascc.provider.contract.ServerProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A NATS server of a test's own. */
final class Nats {
    private Nats() {}

    /** @param more arguments of {@code nats-server} */
    static ServerProcess start(Path directory, String... more) {
        return ServerProcess.start(directory, port -> {
            List<String> command =
                    new ArrayList<>(List.of("nats-server", "-a", "127.0.0.1", "-p", String.valueOf(port)));
            command.addAll(List.of(more));
            return command;
        });
    }

    static Map<String, String> values(ServerProcess server) {
        return Map.of("URL", "nats://127.0.0.1:" + server.port());
    }
}
