package dev.wascc.host;

import dev.wascc.host.Health.Part;
import dev.wascc.host.Health.Status;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;

/** Finds out how a host does. */
final class Checkup {
    private Checkup() {}

    static Health of(
            boolean stopping,
            Collection<HostedActor> actors,
            Collection<HostedProvider> providers,
            Clock clock,
            Duration longest) {
        SortedMap<String, Part> actorStates = new TreeMap<>();
        for (HostedActor actor : actors) {
            boolean valid = Validity.refusal(actor.actor(), clock).isEmpty();
            actorStates.put(actor.key(), valid ? Part.UP : Part.EXPIRED);
        }
        SortedMap<String, Part> providerStates = new TreeMap<>();
        long end = System.nanoTime() + longest.toNanos();
        providers.forEach(provider -> provider.check().begin());
        for (HostedProvider provider : providers) {
            boolean up = provider.check().up(end - System.nanoTime());
            providerStates.put(
                    LogText.of(
                            provider.key().capability() + "/" + provider.key().name()),
                    up ? Part.UP : Part.DOWN);
        }
        Status status = providerStates.containsValue(Part.DOWN) ? Status.DOWN : Status.UP;
        return new Health(stopping ? Status.STOPPING : status, actorStates, providerStates);
    }
}
