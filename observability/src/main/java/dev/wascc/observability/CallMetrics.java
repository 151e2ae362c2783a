package dev.wascc.observability;

import dev.wascc.host.CallObserver;
import dev.wascc.host.Host;
import dev.wascc.host.Inventory;
import dev.wascc.host.Invocation;
import dev.wascc.host.InvocationException;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.datapoints.GaugeDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Counts and times the calls of a host for Prometheus, refused ones too. Give it to {@link dev.wascc.host.HostBuilder#observer}. Names and
 * labels are in docs/operating.md. Guests choose what they call, so that the number of series is bounded: names beyond the
 * first {@value #MAX_SERIES} are counted as {@code other}.
 */
public final class CallMetrics implements CallObserver {
    static final int MAX_SERIES = 1000;

    private static final String OTHER = "other";
    private static final String[] LABELS = {"target_kind", "origin", "target", "operation"};
    private static final double[] SECONDS = {
        0.00005, 0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10
    };

    private final PrometheusRegistry registry;
    private final ExpositionFormats formats = ExpositionFormats.init();
    private final Counter invocations;
    private final Counter errors;
    private final Histogram durations;
    private final GaugeDataPoint actorCalls;
    private final GaugeDataPoint capabilityCalls;
    private final Map<CallName, Series> series = new ConcurrentHashMap<>();

    /** The metrics of one name, looked up once. */
    private record Series(CallName name, CounterDataPoint invocations, DistributionDataPoint seconds) {}

    /** With a registry of its own. */
    public CallMetrics() {
        this(new PrometheusRegistry());
    }

    /** @param registry where the metrics are registered; one {@code CallMetrics} at most */
    public CallMetrics(PrometheusRegistry registry) {
        this.registry = registry;
        invocations = Counter.builder()
                .name("wascc_invocations_total")
                .help("Calls to actors and capabilities, refused ones included")
                .labelNames(LABELS)
                .register(registry);
        errors = Counter.builder()
                .name("wascc_invocation_errors_total")
                .help("Calls that were refused or failed, by reason")
                .labelNames("target_kind", "origin", "target", "operation", "reason")
                .register(registry);
        durations = Histogram.builder()
                .name("wascc_invocation_duration_seconds")
                .help("How long calls took, with those that they made")
                .classicOnly()
                .classicUpperBounds(SECONDS)
                .labelNames(LABELS)
                .register(registry);
        Gauge running = Gauge.builder()
                .name("wascc_invocations_in_progress")
                .help("Calls that run now")
                .labelNames("target_kind")
                .register(registry);
        actorCalls = running.labelValues("actor");
        capabilityCalls = running.labelValues("capability");
    }

    /** Adds how many actors, providers and bindings the host has. */
    public void inventory(Host host) {
        count("wascc_actors", "Actors in the host", host, all -> all.actors().size());
        count("wascc_providers", "Providers in the host", host, all -> all.providers()
                .size());
        count("wascc_bindings", "Bindings in the host", host, all -> all.bindings()
                .size());
    }

    private void count(String name, String help, Host host, ToIntFunction<Inventory> number) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> callback.call(number.applyAsInt(host.inventory())))
                .register(registry);
    }

    @Override
    public Observation begin(Invocation invocation) {
        CallName name = CallName.of(invocation);
        Series counted = series(name);
        GaugeDataPoint running = name.targetKind().equals("actor") ? actorCalls : capabilityCalls;
        counted.invocations.inc();
        running.inc();
        long start = System.nanoTime();
        return new Observation() {
            @Override
            public void answered(byte[] answer) {
                end();
            }

            @Override
            public void failed(InvocationException failure) {
                end();
                CallName named = counted.name;
                errors.labelValues(
                                named.targetKind(),
                                named.origin(),
                                named.target(),
                                named.operation(),
                                failure.reason().name().toLowerCase(Locale.ROOT))
                        .inc();
            }

            private void end() {
                counted.seconds.observe((System.nanoTime() - start) / 1e9);
                running.dec();
            }
        };
    }

    private Series series(CallName name) {
        Series known = series.get(name);
        if (known != null) {
            return known;
        }
        // Two threads may both come in as the last one; the bound is of the order, not exact.
        CallName kept = series.size() < MAX_SERIES ? name : new CallName(name.targetKind(), OTHER, OTHER, OTHER);
        return series.computeIfAbsent(kept, this::create);
    }

    private Series create(CallName name) {
        String[] labels = {name.targetKind(), name.origin(), name.target(), name.operation()};
        return new Series(name, invocations.labelValues(labels), durations.labelValues(labels));
    }

    /**
     * Writes all metrics of the registry.
     *
     * @param accept of the HTTP request, which chooses between Prometheus' text format and OpenMetrics
     */
    void write(OutputStream out, @Nullable String accept) throws IOException {
        format(accept).write(out, registry.scrape());
    }

    /** What {@link #write} writes, as a media type. */
    String mediaType(@Nullable String accept) {
        return format(accept).getContentType();
    }

    /** The metrics in Prometheus' text format. */
    public String text() {
        java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
        try {
            write(out, null);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return out.toString(java.nio.charset.StandardCharsets.UTF_8);
    }

    private ExpositionFormatWriter format(@Nullable String accept) {
        return accept != null && accept.contains("application/openmetrics-text")
                ? formats.getOpenMetricsTextFormatWriter()
                : formats.getPrometheusTextFormatWriter();
    }

    /** For tests of the bound. */
    Collection<CallName> names() {
        return series.keySet();
    }
}
