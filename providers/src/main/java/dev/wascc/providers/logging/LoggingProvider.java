package dev.wascc.providers.logging;

import dev.wascc.provider.Binding;
import dev.wascc.provider.CapabilityDescriptor;
import dev.wascc.provider.CapabilityDescriptor.Direction;
import dev.wascc.provider.CapabilityDescriptor.Operation;
import dev.wascc.provider.CapabilityProvider;
import dev.wascc.provider.OneLine;
import dev.wascc.provider.message.Message;
import dev.wascc.provider.message.Shapes;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes actors' entries to the SLF4J logger {@code wascc.actor.<key>}; whatever an entry holds, it stays one line. */
public final class LoggingProvider implements CapabilityProvider {
    private static final String WRITE_LOG = "WriteLog";

    @Override
    public CapabilityDescriptor descriptor() {
        return new CapabilityDescriptor(
                "wascc:logging",
                "waSCC logging",
                "0.1.0",
                1,
                "Writes what actors log to the log of their host",
                List.of(new Operation(WRITE_LOG, Direction.TO_PROVIDER, "Writes one entry")));
    }

    @Override
    public String backend(String actor) {
        return "the host's log";
    }

    @Override
    public void bind(Binding binding) {}

    @Override
    public void unbind(String actor) {}

    @Override
    public byte[] handle(String actor, String operation, byte[] payload) throws Exception {
        if (!operation.equals(WRITE_LOG)) {
            throw new IllegalArgumentException("Unknown operation: " + operation);
        }
        Message entry = Shapes.WRITE_LOG.decode(payload);
        Logger logger = LoggerFactory.getLogger("wascc.actor." + actor);
        String line = "[" + actor + "] " + OneLine.of(entry.text("body"));
        // Levels of the crate log: 0 is off, 1 an error, 5 a trace.
        switch ((int) entry.whole("level")) {
            case 0 -> {}
            case 1 -> logger.error(line);
            case 2 -> logger.warn(line);
            case 3 -> logger.info(line);
            case 4 -> logger.debug(line);
            case 5 -> logger.trace(line);
            default ->
                throw new IllegalArgumentException(
                        "Unknown log level: " + entry.whole("level") + "; levels are 0 to 5");
        }
        return new byte[0];
    }
}
