package dev.wascc.cli.watch;

import dev.wascc.host.CallObserver;
import dev.wascc.host.Entity;
import dev.wascc.host.Invocation;
import dev.wascc.host.InvocationException;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Counts and times calls by actor and by provider (those to it, and those that it makes), and knows the last one that was denied. What a guest names and does not reach
 * makes no entry, so that there are as many as there are actors and providers.
 */
public final class CallStatistics implements CallObserver {
    private final Clock clock;
    private final Map<Entity, Meter> meters = new ConcurrentHashMap<>();
    private volatile @Nullable Denial denial;

    public CallStatistics(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Observation begin(Invocation invocation) {
        long start = System.nanoTime();
        return new Observation() {
            @Override
            public void answered(byte[] answer) {
                long nanos = System.nanoTime() - start;
                meter(invocation.target()).answered(nanos);
                if (invocation.origin() instanceof Entity.Capability provider) {
                    meter(provider).answered(nanos);
                }
            }

            @Override
            public void failed(InvocationException failure) {
                if (!failure.refusal()) {
                    long nanos = System.nanoTime() - start;
                    meter(invocation.target()).failed(nanos);
                    if (invocation.origin() instanceof Entity.Capability provider) {
                        meter(provider).failed(nanos);
                    }
                } else if (invocation.origin() instanceof Entity.Actor caller) {
                    meter(caller).denied();
                    denial = new Denial(
                            clock.instant(),
                            caller.key(),
                            invocation.target(),
                            invocation.operation(),
                            failure.reason());
                }
            }
        };
    }

    private Meter meter(Entity entity) {
        Meter known = meters.get(entity);
        return known == null ? meters.computeIfAbsent(entity, first -> new Meter()) : known;
    }

    /** The readings of all of them; to be called once a second, by one thread. */
    Map<Entity, Meter.Reading> turn() {
        Map<Entity, Meter.Reading> readings = new HashMap<>();
        meters.forEach((entity, meter) -> readings.put(entity, meter.turn()));
        return readings;
    }

    Optional<Denial> lastDenial() {
        return Optional.ofNullable(denial);
    }
}
