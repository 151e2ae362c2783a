package dev.wascc.gate.use;

import dev.wascc.document.JsonTree;
import dev.wascc.gate.use.UseTrace.ActorUse;
import dev.wascc.gate.use.UseTrace.Inward;
import dev.wascc.gate.use.UseTrace.Outward;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;

/** A trace to JSON; the same calls give the same text. */
final class UseTraceWriter {
    private UseTraceWriter() {}

    static String json(UseTrace trace) {
        Map<String, Object> top = new LinkedHashMap<>();
        top.put("schemaVersion", 1);
        top.put(
                "actors",
                trace.actors().stream()
                        .sorted(Comparator.comparing(ActorUse::subject).thenComparing(ActorUse::hash))
                        .map(UseTraceWriter::tree)
                        .toList());
        return JsonTree.write(top) + "\n";
    }

    private static Map<String, Object> tree(ActorUse actor) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("subject", actor.subject());
        tree.put("hash", actor.hash());
        tree.put("complete", actor.complete());
        tree.put(
                "calls",
                actor.calls().stream()
                        .sorted(Comparator.comparing(Outward::capability).thenComparing(Outward::operation))
                        .map(UseTraceWriter::tree)
                        .toList());
        tree.put(
                "calledBy",
                actor.calledBy().stream()
                        .sorted(Comparator.comparing(Inward::caller).thenComparing(Inward::operation))
                        .map(UseTraceWriter::tree)
                        .toList());
        return tree;
    }

    private static Map<String, Object> tree(Outward call) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("capability", call.capability());
        tree.put("operation", call.operation());
        tree.put("count", call.count());
        tree.put("denied", call.denied());
        return tree;
    }

    private static Map<String, Object> tree(Inward call) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("caller", call.caller());
        tree.put("operation", call.operation());
        tree.put("count", call.count());
        return tree;
    }
}
