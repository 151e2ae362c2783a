package dev.wascc.host;

import dev.wascc.claims.VerifiedActor;
import dev.wascc.gate.use.UseTrace;
import dev.wascc.gate.use.UseTrace.ActorUse;
import dev.wascc.gate.use.UseTrace.Inward;
import dev.wascc.gate.use.UseTrace.Outward;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts what the actors of a host call, and what calls them, by name: see {@link HostBuilder#recording}. Calls that were denied count
 * too. Payloads are not looked at. Safe for several threads, and for several hosts.
 */
public final class UseRecorder {
    static final int MAX_NAMES = 300;
    static final int MAX_LENGTH = 100;

    /** Records nothing. */
    static final UseRecorder NONE = new UseRecorder(false);

    private final boolean on;
    private final Map<Version, Use> actors = new ConcurrentHashMap<>();
    private final AtomicLong changes = new AtomicLong();

    private record Version(String subject, String hash) {}

    /** @param peer who is called, or calls */
    private record Name(String peer, String operation) {}

    /** How often; both stop at the largest int. */
    private record Count(AtomicInteger all, AtomicInteger denied) {
        Count() {
            this(new AtomicInteger(), new AtomicInteger());
        }
    }

    private record Use(Map<Name, Count> calls, Map<Name, Count> calledBy, AtomicBoolean complete) {
        Use() {
            this(new ConcurrentHashMap<>(), new ConcurrentHashMap<>(), new AtomicBoolean(true));
        }
    }

    public UseRecorder() {
        this(true);
    }

    private UseRecorder(boolean on) {
        this.on = on;
    }

    /** What was recorded up to now. */
    public UseTrace trace() {
        List<ActorUse> recorded = new ArrayList<>();
        actors.forEach((version, use) -> {
            List<Outward> calls = new ArrayList<>();
            use.calls.forEach((name, count) -> {
                int denied = count.denied.get(); // read first, so that it is never more than all
                calls.add(new Outward(name.peer, name.operation, count.all.get(), denied));
            });
            List<Inward> calledBy = new ArrayList<>();
            use.calledBy.forEach((name, count) -> calledBy.add(new Inward(name.peer, name.operation, count.all.get())));
            recorded.add(new ActorUse(version.subject, version.hash, use.complete.get(), calls, calledBy));
        });
        return new UseTrace(recorded);
    }

    /** Grows with each thing that is recorded. */
    public long changes() {
        return changes.get();
    }

    /** An actor that is never called is one that used nothing. */
    void hosted(VerifiedActor actor) {
        if (on) {
            use(actor);
            changes.incrementAndGet();
        }
    }

    /** @param denied for lack of a claim */
    void outward(VerifiedActor caller, Entity target, String operation, boolean denied) {
        if (on) {
            Use use = use(caller);
            count(use, use.calls, target, operation, denied);
        }
    }

    void inward(VerifiedActor called, Entity origin, String operation) {
        if (on) {
            Use use = use(called);
            count(use, use.calledBy, origin, operation, false);
        }
    }

    private Use use(VerifiedActor actor) {
        Version version =
                new Version(actor.key().text(), actor.claims().metadata().hash());
        return actors.computeIfAbsent(version, first -> new Use());
    }

    /** Guests choose the names, so that their number and length are bounded. */
    private void count(Use use, Map<Name, Count> counts, Entity peer, String operation, boolean denied) {
        Name name = new Name(named(peer), operation);
        boolean tooLong = name.peer.length() > MAX_LENGTH || operation.length() > MAX_LENGTH;
        if (tooLong || counts.size() >= MAX_NAMES && !counts.containsKey(name)) {
            if (use.complete.getAndSet(false)) {
                changes.incrementAndGet();
            }
            return;
        }
        counts.compute(name, (same, before) -> {
            Count count = before == null ? new Count() : before;
            count.all.updateAndGet(UseRecorder::next);
            if (denied) {
                count.denied.updateAndGet(UseRecorder::next);
            }
            return count;
        });
        changes.incrementAndGet();
    }

    private static int next(int count) {
        return count == Integer.MAX_VALUE ? count : count + 1;
    }

    private static String named(Entity peer) {
        if (peer instanceof Entity.Actor actor) {
            return actor.key();
        }
        return peer instanceof Entity.Capability capability ? capability.id() : UseTrace.SYSTEM;
    }
}
