package dev.wascc.host;

import dev.wascc.claims.Claims;
import dev.wascc.claims.Metadata;
import dev.wascc.claims.VerifiedActor;
import dev.wascc.host.Bindings.Bound;
import dev.wascc.provider.Binding;
import dev.wascc.provider.CapabilityDescriptor;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a host holds at one moment, each list in the order of its keys. Bindings have the values their owner gave; their
 * {@code toString} shows no values.
 *
 * @param host the host's public key, {@code N…}
 * @param uptime since the host was built, by its clock
 * @param memoryPages of 64 KiB that the guests may grow to together
 */
public record Inventory(
        String host,
        Duration uptime,
        Map<String, String> labels,
        List<ActorEntry> actors,
        List<ProviderEntry> providers,
        List<Binding> bindings,
        long memoryPages) {
    /**
     * An actor, or the module of a portable provider, and what its claims say.
     *
     * @param issuer the key that signed it
     * @param expires absent where the claims have no end
     * @param callAlias another name that it may be called by
     * @param hosting instances, limits and files
     */
    public record ActorEntry(
            String key,
            String name,
            String issuer,
            List<String> capabilities,
            List<String> tags,
            @Nullable String version,
            @Nullable Integer revision,
            @Nullable Instant expires,
            @Nullable String callAlias,
            ActorSettings hosting) {
        public ActorEntry {
            capabilities = List.copyOf(capabilities);
            tags = List.copyOf(tags);
        }

        /** The files that it was granted: {@code none}, {@code memory}, or a directory and what may be done there. */
        public String files() {
            return hosting.wasi().files().toString();
        }
    }

    /**
     * A provider under its binding name.
     *
     * @param backends what serves the actors that are bound to it, and where; each once
     * @param module of a portable provider: its key, its issuer, and what its claims say; absent where it is none
     */
    public record ProviderEntry(
            String capability,
            String binding,
            String name,
            String version,
            int revision,
            List<String> backends,
            @Nullable ActorEntry module) {
        public ProviderEntry {
            backends = List.copyOf(backends);
        }
    }

    public Inventory {
        labels = Map.copyOf(labels);
        actors = List.copyOf(actors);
        providers = List.copyOf(providers);
        bindings = List.copyOf(bindings);
    }

    static Inventory of(
            HostSettings settings, Instant started, Router router, HostedProviders providers, long memoryPages) {
        Stream<Binding> own = router.actors().values().stream().flatMap(actor -> actor.bound().stream());
        Stream<Binding> bound = router.bindings().all().stream().map(Bound::binding);
        return new Inventory(
                settings.identity().publicKey().text(),
                Duration.between(started, settings.clock().instant()),
                settings.labels(),
                router.actors().values().stream()
                        .map(Inventory::entry)
                        .sorted(Comparator.comparing(ActorEntry::key))
                        .toList(),
                providers.all().stream()
                        .map(provider -> entry(provider, router.bindings()))
                        .sorted(Comparator.comparing(ProviderEntry::capability).thenComparing(ProviderEntry::binding))
                        .toList(),
                Stream.concat(own, bound)
                        .sorted(Comparator.comparing(Binding::actor)
                                .thenComparing(Binding::capability)
                                .thenComparing(Binding::name))
                        .toList(),
                memoryPages);
    }

    private static ActorEntry entry(HostedActor hosted) {
        VerifiedActor actor = hosted.actor();
        Claims<Metadata.Actor> claims = actor.claims();
        Metadata.Actor metadata = claims.metadata();
        return new ActorEntry(
                actor.key().text(),
                actor.name(),
                claims.issuer().text(),
                actor.capabilities(),
                metadata.tagged(),
                metadata.version(),
                metadata.revision(),
                claims.expires(),
                Aliases.of(actor).orElse(null),
                hosted.settings());
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
                provider.key().capability(),
                provider.key().name(),
                descriptor.name(),
                descriptor.version(),
                descriptor.revision(),
                backends,
                provider.portable().map(Inventory::entry).orElse(null));
    }
}
