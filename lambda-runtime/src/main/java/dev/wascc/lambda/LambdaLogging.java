package dev.wascc.lambda;

import dev.wascc.lambda.log.JsonLines;
import dev.wascc.provider.Binding;
import dev.wascc.provider.CapabilityDescriptor;
import dev.wascc.provider.CapabilityDescriptor.Direction;
import dev.wascc.provider.CapabilityDescriptor.Operation;
import dev.wascc.provider.CapabilityProvider;
import dev.wascc.provider.message.Message;
import dev.wascc.provider.message.Shapes;
import java.util.List;
import org.slf4j.event.Level;

/** {@code wascc:logging} to the function's log. */
final class LambdaLogging implements CapabilityProvider {
    static final String CAPABILITY = "wascc:logging";
    private static final String WRITE_LOG = "WriteLog";

    private final JsonLines lines;

    LambdaLogging(JsonLines lines) {
        this.lines = lines;
    }

    @Override
    public CapabilityDescriptor descriptor() {
        return new CapabilityDescriptor(
                CAPABILITY,
                "AWS Lambda, logging",
                "0.1.0",
                1,
                "Writes what actors log to the function's log, as JSON",
                List.of(new Operation(WRITE_LOG, Direction.TO_PROVIDER, "Writes one entry")));
    }

    @Override
    public String backend(String actor) {
        return "the function's log";
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
        long level = entry.whole("level");
        if (level < 0 || level > 5) {
            throw new IllegalArgumentException("Unknown log level: " + level + "; levels are 0 to 5");
        }
        // Levels of the crate log: 0 is off, 1 an error, 5 a trace.
        if (level > 0) {
            lines.write(LEVELS.get((int) level - 1), "wascc.actor." + actor, entry.text("body"), null);
        }
        return new byte[0];
    }

    private static final List<Level> LEVELS = List.of(Level.ERROR, Level.WARN, Level.INFO, Level.DEBUG, Level.TRACE);
}
