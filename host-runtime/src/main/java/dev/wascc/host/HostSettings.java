package dev.wascc.host;

import dev.wascc.wapc.CodeCache;
import dev.wascc.wapc.Engine;
import dev.wascc.wapc.GuestLimits;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How a host is, from {@link HostBuilder}, and unchanged afterwards.
 *
 * @param references what values of bindings may name instead of being it
 * @param patience how long a change waits for another change of the same actor or provider
 */
record HostSettings(
        List<Middleware> middleware,
        List<CallObserver> observers,
        UseRecorder recorder,
        Authorizer authorizer,
        GuestLimits limits,
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
