package dev.wascc.cli;

import dev.wascc.host.Inventory;
import dev.wascc.host.manifest.Manifest;
import dev.wascc.provider.Binding;
import dev.wascc.provider.ServerUrl;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** {@code --real keyvalue=redis://…}: which capabilities are served by something real, and where that is. */
final class RealOptions {
    @Option(
            names = "--real",
            paramLabel = "CAPABILITY=URL",
            description =
                    "Serve a capability by a real provider: keyvalue=redis://HOST, keyvalue=file:FILE; repeat it for"
                            + " more. A URL with a password goes into a variable: keyvalue=env:NAME.")
    List<String> choices = List.of();

    /** The values that a binding of this capability gets. */
    Map<String, String> of(Command command, String capability) {
        String url = urls(command).get(capability);
        return url == null ? Map.of() : Map.of("URL", url);
    }

    /** By capability. */
    private Map<String, String> urls(Command command) {
        Map<String, String> urls = new LinkedHashMap<>();
        for (String choice : choices) {
            int equals = choice.indexOf('=');
            String name = choice.substring(0, Math.max(equals, 0)).strip();
            if (name.isEmpty() || name.contains("//")) {
                throw command.usage("--real is CAPABILITY=URL, keyvalue=redis://HOST and so on");
            }
            if (ServerUrl.holdsPassword(choice)) {
                throw command.usage("--real " + name + " has a password in its URL, and others can read command lines;"
                        + " put the URL in a variable and give --real " + name + "=env:NAME");
            }
            urls.put(name.contains(":") ? name : "wascc:" + name, choice.substring(equals + 1));
        }
        return urls;
    }

    /** The manifest with these URLs in the bindings of their capabilities, whatever stood there. */
    Manifest applied(Command command, Manifest manifest) {
        requireKnown(
                command,
                manifest.bindings().stream().map(Binding::capability).distinct().toList());
        List<Binding> bindings = manifest.bindings().stream()
                .map(binding -> {
                    Map<String, String> values = new HashMap<>(binding.values());
                    values.putAll(of(command, binding.capability()));
                    return new Binding(binding.actor(), binding.capability(), binding.name(), values);
                })
                .toList();
        return manifest.binding(bindings);
    }

    /** As {@link #requireKnown}, with what a host has bound. */
    void requireUsed(Command command, Inventory inventory) {
        requireKnown(
                command,
                inventory.bindings().stream()
                        .map(Binding::capability)
                        .distinct()
                        .toList());
    }

    /** Refuses a choice for what is not bound: it was meant for something. */
    void requireKnown(Command command, Collection<String> bound) {
        for (String capability : urls(command).keySet()) {
            if (!bound.contains(capability)) {
                throw command.usage("--real " + capability + " is for nothing that is bound here; these are: "
                        + (bound.isEmpty() ? "none" : String.join(", ", bound)));
            }
        }
    }
}
