package dev.wascc.observability;

import dev.wascc.document.JsonTree;
import dev.wascc.host.Health;
import dev.wascc.host.Host;
import dev.wascc.host.Inventory;
import dev.wascc.provider.Binding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a host says of itself, for machines. Of a binding's values the names alone: a value may be a secret. */
final class HostJson {
    private static final int SCHEMA_VERSION = 1;

    private HostJson() {}

    static String of(Health health) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("status", health.status().name().toLowerCase(Locale.ROOT));
        tree.put("actors", states(health.actors()));
        tree.put("providers", states(health.providers()));
        return JsonTree.compact(tree);
    }

    private static Map<String, String> states(SortedMap<String, Health.Part> parts) {
        Map<String, String> states = new LinkedHashMap<>();
        parts.forEach((name, state) -> states.put(name, state.name().toLowerCase(Locale.ROOT)));
        return states;
    }

    static String of(Inventory inventory, List<Host.Endpoint> endpoints) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("schemaVersion", SCHEMA_VERSION);
        tree.put("host", inventory.host());
        tree.put("uptimeSeconds", inventory.uptime().toSeconds());
        tree.put("labels", new TreeMap<>(inventory.labels()));
        tree.put("actors", inventory.actors().stream().map(HostJson::actor).toList());
        tree.put(
                "providers",
                inventory.providers().stream().map(HostJson::provider).toList());
        tree.put(
                "bindings", inventory.bindings().stream().map(HostJson::binding).toList());
        List<Object> addresses = new ArrayList<>();
        endpoints.forEach(endpoint -> addresses.add(members("actor", endpoint.actorName(), "url", endpoint.url())));
        tree.put("endpoints", addresses);
        return JsonTree.write(tree);
    }

    private static Map<String, Object> actor(Inventory.ActorEntry actor) {
        Map<String, Object> members = members(
                "key", actor.key(),
                "name", actor.name(),
                "issuer", actor.issuer(),
                "capabilities", actor.capabilities(),
                "tags", actor.tags(),
                "instances", actor.hosting().instances(),
                "files", actor.files());
        putIfKnown(members, "version", actor.version());
        putIfKnown(members, "revision", actor.revision());
        putIfKnown(members, "expires", actor.expires());
        putIfKnown(members, "callAlias", actor.callAlias());
        return members;
    }

    private static Map<String, Object> provider(Inventory.ProviderEntry provider) {
        Map<String, Object> members = members(
                "capability", provider.capability(),
                "binding", provider.binding(),
                "name", provider.name(),
                "version", provider.version(),
                "backends", provider.backends());
        Inventory.ActorEntry module = provider.module();
        putIfKnown(members, "module", module == null ? null : actor(module));
        return members;
    }

    private static Map<String, Object> binding(Binding binding) {
        return members(
                "actor", binding.actor(),
                "capability", binding.capability(),
                "binding", binding.name(),
                "valueNames", new TreeSet<>(binding.values().keySet()));
    }

    private static void putIfKnown(Map<String, Object> members, String name, @Nullable Object value) {
        if (value != null) {
            members.put(name, value);
        }
    }

    private static Map<String, Object> members(Object... namesAndValues) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            members.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return members;
    }
}
