package dev.wascc.providers.logging;

import dev.wascc.provider.Binding;
import dev.wascc.provider.CapabilityDescriptor;
import dev.wascc.provider.CapabilityDescriptor.Direction;
import dev.wascc.provider.CapabilityDescriptor.Operation;
import dev.wascc.provider.CapabilityProvider;
import dev.wascc.provider.OneLine;
import dev.wascc.provider.message.Message;
import dev.wascc.provider.message.Shapes;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes actors' entries to the SLF4J logger {@code wascc.actor.<key>}. Whatever an entry holds, it stays one line, of 8,192 characters
 * at most. Of an actor that writes more than {@code MAX_PER_SECOND} (1,000) the rest of the second is left out, and counted.
 */
public final class LoggingProvider implements CapabilityProvider {
    private static final String WRITE_LOG = "WriteLog";
    private static final String RATE = "MAX_PER_SECOND";
    private static final int DEFAULT_RATE = 1000;
    private static final int MAX_RATE = 1_000_000;

    private final Clock clock;
    private final Function<String, Logger> loggers;
    private final Map<String, EntryRate> rates = new ConcurrentHashMap<>();

    public LoggingProvider() {
        this(Clock.systemUTC(), LoggerFactory::getLogger);
    }

    LoggingProvider(Clock clock, Function<String, Logger> loggers) {
        this.clock = clock;
        this.loggers = loggers;
    }

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
    public void bind(Binding binding) {
        String text = binding.values().getOrDefault(RATE, String.valueOf(DEFAULT_RATE));
        if (!text.matches("[1-9][0-9]{0,6}") || Integer.parseInt(text) > MAX_RATE) {
            throw new IllegalArgumentException(
                    RATE + " is how many entries an actor may write in a second, 1 to " + MAX_RATE);
        }
        rates.put(binding.actor(), new EntryRate(Integer.parseInt(text), clock));
    }

    @Override
    public void unbind(String actor) {
        EntryRate rate = rates.remove(actor);
        if (rate != null) {
            tell(loggers.apply(name(actor)), actor, rate.rest());
        }
    }

    @Override
    public void close() {
        List.copyOf(rates.keySet()).forEach(this::unbind);
    }

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
        long dropped = level == 0
                ? -1
                : rates.computeIfAbsent(actor, unbound -> new EntryRate(DEFAULT_RATE, clock))
                        .taken();
        if (dropped >= 0) {
            Logger logger = loggers.apply(name(actor));
            tell(logger, actor, dropped);
            write(logger, (int) level, "[" + actor + "] " + OneLine.of(entry.text("body")));
        }
        return new byte[0];
    }

    private static String name(String actor) {
        return "wascc.actor." + actor;
    }

    private static void tell(Logger logger, String actor, long dropped) {
        if (dropped > 0) {
            logger.warn("[{}] {} entries were left out, as it wrote too many in a second", actor, dropped);
        }
    }

    /** Levels of the crate log: 1 is an error, 5 a trace. */
    private static void write(Logger logger, int level, String line) {
        switch (level) {
            case 1 -> logger.error(line);
            case 2 -> logger.warn(line);
            case 3 -> logger.info(line);
            case 4 -> logger.debug(line);
            default -> logger.trace(line);
        }
    }
}
