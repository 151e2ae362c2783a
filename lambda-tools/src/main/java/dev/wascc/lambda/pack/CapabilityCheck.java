package dev.wascc.lambda.pack;

import dev.wascc.claims.Finding;
import dev.wascc.gate.DeploymentRule;
import dev.wascc.host.manifest.Manifest;
import dev.wascc.provider.Binding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Whether what actors claim and are bound to is there in Lambda. */
final class CapabilityCheck {
    private static final Set<String> EVENTS = Set.of("wascc:http_server", "awslambda:event");
    private static final Set<String> SERVED = new TreeSet<>(Set.of(
            "wascc:http_server",
            "awslambda:event",
            "wascc:logging",
            "wascc:keyvalue",
            "wascc:blobstore",
            "wascc:http_client",
            "wascc:extras"));

    private CapabilityCheck() {}

    /** @param claimed by actor; of those that were let in */
    static List<Finding> of(Manifest manifest, Map<String, List<String>> claimed) {
        List<Finding> findings = new ArrayList<>();
        boolean ownProviders = !manifest.capabilities().isEmpty();
        for (Binding binding : manifest.bindings()) {
            boolean self = binding.actor().equals(binding.capability());
            if (!self && !ownProviders && !SERVED.contains(binding.capability())) {
                findings.add(Finding.error(
                                DeploymentRule.CAPABILITY_NOT_SERVED,
                                "actor " + binding.actor() + " is bound to " + binding.capability()
                                        + ", and nothing provides it in Lambda, where there are "
                                        + String.join(", ", SERVED))
                        .mendedBy("take the binding out, or list a portable provider under capabilities"));
            }
        }
        claimed.forEach((actor, capabilities) -> capabilities.stream()
                .filter(capability -> !ownProviders && !SERVED.contains(capability))
                .forEach(capability -> findings.add(Finding.error(
                                DeploymentRule.CAPABILITY_NOT_SERVED,
                                actor + " claims " + capability + ", which nothing provides in Lambda")
                        .as(Finding.Severity.WARNING)
                        .mendedBy("if it can do without: wascc claims remove " + actor + " " + capability))));
        boolean events = claimed.values().stream().flatMap(List::stream).anyMatch(EVENTS::contains);
        if (!events && claimed.size() == manifest.actors().size()) {
            findings.add(Finding.error(
                            DeploymentRule.NO_EVENTS,
                            "no actor would get an event: none claims wascc:http_server or awslambda:event")
                    .mendedBy("sign one with --http-server, or with --cap awslambda:event"));
        }
        return findings;
    }
}
