package dev.wascc.lambda;

import dev.wascc.claims.ActorModule;
import dev.wascc.claims.ClaimsException;
import dev.wascc.claims.Token;
import dev.wascc.host.Inventory;
import dev.wascc.host.manifest.Manifest;
import dev.wascc.host.manifest.Manifest.ActorEntry;
import dev.wascc.provider.Binding;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What aws-lambda-wascc-runtime binds by itself: the log to each actor that claims it, and, where the manifest binds no events, all
 * events to the first actor that claims any. First by the manifest, not by a hash map.
 */
final class AutomaticBindings {
    private AutomaticBindings() {}

    /** @param hosted what was let in, by the manifest */
    static List<Binding> of(Manifest manifest, Path directory, List<Inventory.ActorEntry> hosted) {
        List<Binding> bindings = new ArrayList<>();
        for (Inventory.ActorEntry actor : hosted) {
            if (actor.capabilities().contains(LambdaLogging.CAPABILITY)
                    && !binds(manifest, actor.key(), LambdaLogging.CAPABILITY)) {
                bindings.add(Binding.of(actor.key(), LambdaLogging.CAPABILITY, Map.of()));
            }
        }
        boolean events = manifest.bindings().stream().anyMatch(binding -> isEvents(binding.capability()));
        if (!events) {
            first(manifest, directory, hosted).ifPresent(actor -> actor.capabilities().stream()
                    .filter(AutomaticBindings::isEvents)
                    .forEach(capability -> bindings.add(Binding.of(actor.key(), capability, Map.of()))));
        }
        return bindings;
    }

    static boolean isEvents(String capability) {
        return capability.equals(EventSource.HTTP) || capability.equals(EventSource.RAW);
    }

    private static boolean binds(Manifest manifest, String actor, String capability) {
        return manifest.bindings().stream()
                .anyMatch(binding -> binding.actor().equals(actor)
                        && binding.capability().equals(capability)
                        && binding.name().equals(Binding.DEFAULT_NAME));
    }

    private static Optional<Inventory.ActorEntry> first(
            Manifest manifest, Path directory, List<Inventory.ActorEntry> hosted) {
        Map<String, Inventory.ActorEntry> candidates = hosted.stream()
                .filter(actor -> actor.capabilities().stream().anyMatch(AutomaticBindings::isEvents))
                .collect(Collectors.toMap(Inventory.ActorEntry::key, actor -> actor));
        if (candidates.size() < 2) {
            return candidates.values().stream().findFirst();
        }
        Set<String> order = new LinkedHashSet<>();
        manifest.actors().forEach(entry -> subject(entry, directory).ifPresent(order::add));
        return order.stream().filter(candidates::containsKey).findFirst().map(candidates::get);
    }

    /** Only for the order; what the module may do is by the claims that were verified. */
    private static Optional<String> subject(ActorEntry entry, Path directory) {
        try {
            Optional<Token> token =
                    ActorModule.read(directory.resolve(entry.path())).token();
            return token.map(found -> found.unverifiedClaims().subject());
        } catch (IOException | ClaimsException e) {
            return Optional.empty();
        }
    }
}
