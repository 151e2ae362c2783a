package dev.wascc.gate.use;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The well-known capabilities: who calls whom, and by which operations they call actors (wascc-codec, wasmcloud-interfaces). */
final class WellKnown {
    /** Which way calls go. */
    enum Direction {
        /** The actor calls. */
        OUT,
        /** The actor is called. */
        IN,
        /** Either, or nobody here knows. */
        EITHER
    }

    /**
     * @param inward operations by which the capability calls actors
     */
    record Capability(Direction direction, List<String> inward) {}

    private static final Capability UNKNOWN = new Capability(Direction.EITHER, List.of());
    private static final Map<String, Capability> ALL = new LinkedHashMap<>();

    static {
        out("wascc:keyvalue", "wascc:logging", "wascc:blobstore", "wascc:http_client", "wascc:extras", "wascc:graphdb");
        in("HandleRequest", "wascc:http_server");
        either("DeliverMessage", "wascc:messaging");
        either("DeliverEvent", "wascc:eventstreams");
        in("HandleEvent", "awslambda:event");
        either("HandleEvent", "awslambda:runtime");
        out("wasmcloud:keyvalue", "wasmcloud:logging", "wasmcloud:blobstore", "wasmcloud:httpclient");
        out("wasmcloud:extras", "wasmcloud:builtin:numbergen", "wasmcloud:builtin:logging");
        in("HandleRequest", "wasmcloud:httpserver");
        either("HandleMessage", "wasmcloud:messaging");
        either("DeliverEvent", "wasmcloud:eventstreams");
    }

    private WellKnown() {}

    static Set<String> ids() {
        return ALL.keySet();
    }

    static Capability of(String id) {
        return ALL.getOrDefault(id, UNKNOWN);
    }

    private static void out(String... ids) {
        for (String id : ids) {
            ALL.put(id, new Capability(Direction.OUT, List.of()));
        }
    }

    private static void in(String operation, String id) {
        ALL.put(id, new Capability(Direction.IN, List.of(operation)));
    }

    private static void either(String operation, String id) {
        ALL.put(id, new Capability(Direction.EITHER, List.of(operation)));
    }
}
