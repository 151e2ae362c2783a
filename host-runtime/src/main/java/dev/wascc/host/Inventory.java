package dev.wascc.host;

import dev.wascc.provider.Binding;
import java.util.List;
import java.util.Map;

/** What a host holds at one moment. Bindings have the values their owner gave; their {@code toString} shows no values. */
public record Inventory(
        Map<String, String> labels, List<ActorEntry> actors, List<ProviderEntry> providers, List<Binding> bindings) {
    /** An actor: its key, its name, and the issuer that signed it. */
    public record ActorEntry(String key, String name, String issuer, List<String> capabilities) {}

    /** A provider under its binding name. */
    public record ProviderEntry(String capability, String binding, String name, String version) {}
}
