package dev.wascc.host;

import dev.wascc.host.Bindings.Bound;
import dev.wascc.provider.Binding;
import dev.wascc.provider.CapabilityDescriptor;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What a host holds at one moment. Bindings have the values their owner gave; their {@code toString} shows no values. */
public record Inventory(
        Map<String, String> labels, List<ActorEntry> actors, List<ProviderEntry> providers, List<Binding> bindings) {
    /** An actor: its key, its name, and the issuer that signed it. */
    public record ActorEntry(String key, String name, String issuer, List<String> capabilities) {}

    /**
     * A provider under its binding name.
     *
     * @param backends what serves the actors that are bound to it, and where; each once
     */
    public record ProviderEntry(
            String capability, String binding, String name, String version, List<String> backends) {}

    public Inventory {
        labels = Map.copyOf(labels);
        actors = List.copyOf(actors);
        providers = List.copyOf(providers);
        bindings = List.copyOf(bindings);
    }

    static Inventory of(
            Map<String, String> labels,
            Collection<HostedActor> actors,
            Collection<HostedProvider> providers,
            Bindings bindings) {
        Stream<Binding> own = actors.stream().map(HostedActor::ownBinding).flatMap(Optional::stream);
        Stream<Binding> bound = bindings.all().stream().map(Bound::binding);
        return new Inventory(
                labels,
                actors.stream()
                        .map(HostedActor::actor)
                        .map(a -> new ActorEntry(
                                a.key().text(), a.name(), a.claims().issuer().text(), a.capabilities()))
                        .sorted(Comparator.comparing(ActorEntry::key))
                        .toList(),
                providers.stream()
                        .map(provider -> entry(provider, bindings))
                        .sorted(Comparator.comparing(ProviderEntry::capability).thenComparing(ProviderEntry::binding))
                        .toList(),
                Stream.concat(own, bound)
                        .sorted(Comparator.comparing(Binding::actor)
                                .thenComparing(Binding::capability)
                                .thenComparing(Binding::name))
                        .toList());
    }

    private static ProviderEntry entry(HostedProvider provider, Bindings bindings) {
        CapabilityDescriptor descriptor = provider.descriptor();
        List<String> backends = bindings.all().stream()
                .filter(bound -> bound.provider() == provider)
                .map(bound -> provider.backend(bound.binding().actor()))
                .distinct()
                .sorted()
                .toList();
        return new ProviderEntry(
                provider.key().capability(), provider.key().name(), descriptor.name(), descriptor.version(), backends);
    }
}
