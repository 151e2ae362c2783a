package dev.wascc.host;

import dev.wascc.gate.Gates;
import dev.wascc.nkeys.SigningKey;
import dev.wascc.wapc.CodeCache;
import dev.wascc.wapc.Engine;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a host is, from {@link HostBuilder}, and unchanged afterwards.
 *
 * @param liveUpdates judges modules that come as bytes; absent: none is taken
 * @param limits of actors that are given none of their own
 * @param totalMemoryPages of all guests together
 * @param references what values of bindings may name instead of being it
 * @param patience how long a change waits for another change of the same actor or provider
 */
record HostSettings(
        List<Middleware> middleware,
        List<CallObserver> observers,
        UseRecorder recorder,
        Authorizer authorizer,
        @Nullable Gates liveUpdates,
        SigningKey identity,
        ActorLimits limits,
        long totalMemoryPages,
        Engine engine,
        CodeCache codeCache,
        Clock clock,
        Map<String, String> labels,
        ValueReferences references,
        Duration patience) {

    HostSettings {
        middleware = List.copyOf(middleware);
        observers = List.copyOf(observers);
        labels = Map.copyOf(labels);
    }
}
