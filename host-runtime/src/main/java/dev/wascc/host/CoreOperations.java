package dev.wascc.host;

import dev.wascc.claims.Claims;
import dev.wascc.claims.Metadata;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The operations by which a host itself speaks to actors (wascc-codec src/core.rs). */
final class CoreOperations {
    static final String BIND_ACTOR = "BindActor";
    static final String PERFORM_LIVE_UPDATE = "PerformLiveUpdate";
    private static final Set<String> OF_THE_HOST = Set.of(BIND_ACTOR, "RemoveActor", PERFORM_LIVE_UPDATE, "Initialize");

    private CoreOperations() {}

    /** Whether an actor may take this from its host alone. It cannot see who calls, so the host has to. */
    static boolean reserved(String operation) {
        return OF_THE_HOST.contains(operation);
    }

    /** A binding's values, and what the peers' host adds to them (wascc-host src/inthost.rs); the claims' win. */
    static Map<String, String> withClaims(Map<String, String> values, Claims<Metadata.Actor> claims) {
        Map<String, String> all = new LinkedHashMap<>(values);
        Metadata.Actor metadata = claims.metadata();
        Instant expires = claims.expires();
        String name = metadata.name();
        all.put("__wascc_issuer", claims.issuer().text());
        all.put("__wascc_capabilities", String.join(",", metadata.granted()));
        all.put("__wascc_name", name == null ? "" : name);
        all.put("__wascc_expires", expires == null ? "0" : Long.toString(expires.getEpochSecond()));
        all.put("__wascc_tags", String.join(",", metadata.tagged()));
        return all;
    }
}
