package dev.wascc.gate.use;

import dev.wascc.document.Document;
import dev.wascc.document.DocumentException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What actors called, and who called them, while they ran: written by {@code wascc run --record-use}, read by
 * {@code wascc verify --used}. As JSON it is {@code {"schemaVersion": 1, "actors": [{"subject", "hash", "complete", "calls":
 * [{"capability", "operation", "count", "denied"}], "calledBy": [{"caller", "operation", "count"}]}]}}.
 *
 * @param actors each version of each once
 */
public record UseTrace(List<ActorUse> actors) {
    /** The caller that is no capability and no actor: the host itself, or its owner by {@code wascc call}. */
    public static final String SYSTEM = "system";

    /** Nothing was recorded. */
    public static final UseTrace EMPTY = new UseTrace(List.of());

    /**
     * One version of an actor.
     *
     * @param subject its public key
     * @param hash of its module, as in its claims: SHA-256, 64 upper-case hex digits
     * @param complete false where it used more names than are recorded
     * @param calls what it called outward
     * @param calledBy what called it
     */
    public record ActorUse(String subject, String hash, boolean complete, List<Outward> calls, List<Inward> calledBy) {
        public ActorUse {
            calls = List.copyOf(calls);
            calledBy = List.copyOf(calledBy);
        }

        /** How many calls there were, both ways. */
        long count() {
            return calls.stream().mapToLong(Outward::count).sum()
                    + calledBy.stream().mapToLong(Inward::count).sum();
        }
    }

    /**
     * Calls by the actor.
     *
     * @param capability its id, or another actor's public key
     * @param count all of them; {@link Integer#MAX_VALUE} stands for more as well
     * @param denied how many of them were denied because the claims did not grant the capability
     */
    public record Outward(String capability, String operation, int count, int denied) {}

    /**
     * Calls to the actor.
     *
     * @param caller the id of a capability, another actor's public key, or {@link #SYSTEM}
     */
    public record Inward(String caller, String operation, int count) {}

    public UseTrace {
        actors = List.copyOf(actors);
    }

    /**
     * Reads a trace's file.
     *
     * @throws DocumentException with file, line and column; its cause is an {@link java.io.IOException} where it could not be read
     */
    public static UseTrace read(Path file) throws DocumentException {
        return UseTraceReader.read(Document.read(file, false));
    }

    /** Reads a trace's text; {@code file} is what messages call it. */
    public static UseTrace parse(String file, String text) throws DocumentException {
        return UseTraceReader.read(Document.parse(file, text, false));
    }

    /** This and another run as if they had been one. */
    public UseTrace and(UseTrace other) {
        Map<String, ActorUse> merged = new LinkedHashMap<>();
        for (UseTrace trace : List.of(this, other)) {
            for (ActorUse actor : trace.actors) {
                merged.merge(actor.subject() + actor.hash(), actor, UseTrace::merged);
            }
        }
        return new UseTrace(List.copyOf(merged.values()));
    }

    /** What was recorded of one version of an actor. */
    public Optional<ActorUse> of(String subject, String hash) {
        return actors.stream()
                .filter(actor -> actor.subject().equals(subject) && actor.hash().equals(hash))
                .findFirst();
    }

    /** Whether some version of an actor was recorded. */
    boolean knows(String subject) {
        return actors.stream().anyMatch(actor -> actor.subject().equals(subject));
    }

    /** As JSON, in an order that does not depend on the order of the calls. */
    public String json() {
        return UseTraceWriter.json(this);
    }

    private static ActorUse merged(ActorUse a, ActorUse b) {
        Map<List<String>, Outward> calls = new LinkedHashMap<>();
        Map<List<String>, Inward> calledBy = new LinkedHashMap<>();
        for (ActorUse actor : List.of(a, b)) {
            for (Outward call : actor.calls()) {
                calls.merge(
                        List.of(call.capability(), call.operation()),
                        call,
                        (x, y) -> new Outward(
                                x.capability(), x.operation(), sum(x.count, y.count), sum(x.denied, y.denied)));
            }
            for (Inward call : actor.calledBy()) {
                calledBy.merge(
                        List.of(call.caller(), call.operation()),
                        call,
                        (x, y) -> new Inward(x.caller(), x.operation(), sum(x.count, y.count)));
            }
        }
        return new ActorUse(
                a.subject(),
                a.hash(),
                a.complete() && b.complete(),
                new ArrayList<>(calls.values()),
                new ArrayList<>(calledBy.values()));
    }

    private static int sum(int a, int b) {
        return (int) Math.min((long) a + b, Integer.MAX_VALUE);
    }
}
