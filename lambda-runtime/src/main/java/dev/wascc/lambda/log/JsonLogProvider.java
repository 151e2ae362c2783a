package dev.wascc.lambda.log;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.Logger;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.NOPMDCAdapter;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/** SLF4J to {@link JsonLines}. Not found by itself, so that it is in nobody's way: {@link #use()} names it. */
public final class JsonLogProvider implements SLF4JServiceProvider {
    private static final String PROPERTY = "slf4j.provider";

    private final Map<String, Logger> loggers = new ConcurrentHashMap<>();
    private final IMarkerFactory markers = new BasicMarkerFactory();
    private final MDCAdapter context = new NOPMDCAdapter();

    /** Has SLF4J write here, unless another provider was named; before its first logger is made. */
    public static void use() {
        if (System.getProperty(PROPERTY) == null) {
            System.setProperty(PROPERTY, JsonLogProvider.class.getName());
        }
    }

    @Override
    public ILoggerFactory getLoggerFactory() {
        return name -> loggers.computeIfAbsent(name, made -> new JsonLogger(made, JsonLines.standardOutput()));
    }

    @Override
    public IMarkerFactory getMarkerFactory() {
        return markers;
    }

    @Override
    public MDCAdapter getMDCAdapter() {
        return context;
    }

    @Override
    public String getRequestedApiVersion() {
        return "2.0.99";
    }

    @Override
    public void initialize() {}
}
