package dev.wascc.gate.use;

import dev.wascc.document.Document;
import dev.wascc.document.DocumentException;
import dev.wascc.document.Fields;
import dev.wascc.document.Node;
import dev.wascc.gate.use.UseTrace.ActorUse;
import dev.wascc.gate.use.UseTrace.Inward;
import dev.wascc.gate.use.UseTrace.Outward;
import dev.wascc.nkeys.InvalidKeyTextException;
import dev.wascc.nkeys.KeyRole;
import dev.wascc.nkeys.PublicKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads a trace strictly: what a later version adds is refused, not overlooked. */
final class UseTraceReader {
    private static final Pattern HASH = Pattern.compile("[0-9A-F]{64}");

    private final String file;

    private UseTraceReader(String file) {
        this.file = file;
    }

    static UseTrace read(Document document) throws DocumentException {
        return new UseTraceReader(document.file()).trace(document.root());
    }

    private UseTrace trace(Node root) throws DocumentException {
        Fields top = Fields.of(file, root, "a trace of use", List.of("schemaVersion", "actors"));
        top.number(top.required("schemaVersion"), "schemaVersion", 1, 1);
        List<ActorUse> actors = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Node node : top.list(top.required("actors"), "actors")) {
            ActorUse actor = actor(node);
            if (!seen.add(actor.subject() + actor.hash())) {
                throw top.at(node.place(), "this version of " + actor.subject() + " is listed twice");
            }
            actors.add(actor);
        }
        return new UseTrace(actors);
    }

    private ActorUse actor(Node node) throws DocumentException {
        Fields actor = Fields.of(file, node, "an actor", List.of("subject", "hash", "complete", "calls", "calledBy"));
        String subject = actor.filled("subject");
        requireModuleKey(actor, subject);
        String hash = actor.filled("hash");
        if (!HASH.matcher(hash).matches()) {
            throw actor.at(actor.required("hash").place(), "hash is 64 upper-case hex digits, the hash of the claims");
        }
        boolean complete = actor.flag(actor.required("complete"), "complete");
        List<Outward> calls = new ArrayList<>();
        for (Node call : actor.list(actor.required("calls"), "calls")) {
            calls.add(outward(call));
        }
        List<Inward> calledBy = new ArrayList<>();
        for (Node call : actor.list(actor.required("calledBy"), "calledBy")) {
            calledBy.add(inward(call));
        }
        return new ActorUse(subject, hash, complete, calls, calledBy);
    }

    private static void requireModuleKey(Fields actor, String subject) throws DocumentException {
        String why = "";
        try {
            if (PublicKey.parse(subject).role() == KeyRole.MODULE) {
                return;
            }
        } catch (InvalidKeyTextException e) {
            why = ": " + e.getMessage();
        }
        throw actor.at(
                actor.required("subject").place(),
                "subject is the public key of a module, 56 characters that begin with M" + why);
    }

    private Outward outward(Node node) throws DocumentException {
        Fields call = Fields.of(file, node, "a call", List.of("capability", "operation", "count", "denied"));
        int count = call.number(call.required("count"), "count", 1, Integer.MAX_VALUE);
        int denied = call.number(call.required("denied"), "denied", 0, count);
        return new Outward(
                call.text(call.required("capability"), "capability"),
                call.text(call.required("operation"), "operation"),
                count,
                denied);
    }

    private Inward inward(Node node) throws DocumentException {
        Fields call = Fields.of(file, node, "a call", List.of("caller", "operation", "count"));
        return new Inward(
                call.filled("caller"),
                call.text(call.required("operation"), "operation"),
                call.number(call.required("count"), "count", 1, Integer.MAX_VALUE));
    }
}
