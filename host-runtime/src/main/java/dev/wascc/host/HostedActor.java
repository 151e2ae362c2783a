package dev.wascc.host;

import dev.wascc.claims.VerifiedActor;
import dev.wascc.host.ActorVersion.Instance;
import dev.wascc.host.InvocationException.Reason;
import dev.wascc.provider.Binding;
import dev.wascc.wapc.GuestException;
import dev.wascc.wapc.HostCall;
import dev.wascc.wapc.WapcModule;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One actor in a host. A call waits for an instance no longer than a call may take, then runs on it. Replacing the actor puts
 * another version here in one step: calls that run end on the old one, all others begin on the new one.
 */
final class HostedActor {
    private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final String key;
    private final int instances;
    private final Duration callTime;
    private final Clock clock;
    private final Gate gate = new Gate();
    private final Queue<ActorVersion> retiring = new ConcurrentLinkedQueue<>();
    private volatile ActorVersion version;
    private volatile @Nullable Binding own;
    private volatile boolean gone;

    /** A call on an instance. */
    private interface Work {
        byte[] on(Instance instance) throws GuestException;
    }

    HostedActor(VerifiedActor actor, WapcModule module, HostCall hostCall, int instances, HostSettings settings)
            throws GuestException {
        this.key = actor.key().text();
        this.instances = instances;
        this.callTime = settings.limits().callTime();
        this.clock = settings.clock();
        this.version = start(actor, module, hostCall);
    }

    private ActorVersion start(VerifiedActor actor, WapcModule module, HostCall hostCall) throws GuestException {
        // What a guest calls while it starts may lead back to it.
        CallChain.enterToStart(this);
        try {
            return ActorVersion.start(actor, module, hostCall, instances);
        } finally {
            CallChain.leave();
        }
    }

    String key() {
        return key;
    }

    VerifiedActor actor() {
        return version.actor();
    }

    Optional<Binding> ownBinding() {
        return Optional.ofNullable(own);
    }

    byte[] call(String operation, byte[] payload) throws InvocationException {
        return run(instance -> instance.call(operation, payload, own));
    }

    /** Configures the actor itself; instances that are made later are told the same. */
    byte[] configure(Binding binding, byte[] payload) throws InvocationException {
        byte[] answer = run(instance -> instance.configure(binding, payload));
        own = binding;
        return answer;
    }

    /** What the actor itself is told of a binding. */
    byte[] configuration(Binding binding) {
        return version.configuration(binding);
    }

    void forgetConfiguration() {
        own = null;
    }

    private byte[] run(Work work) throws InvocationException {
        boolean counted = gate.enter();
        // While an actor takes its leave, what calls within calls that are let end still goes through.
        if (!counted && (gone || CallChain.isEmpty())) {
            throw nobody();
        }
        try {
            CallChain.enter(this);
            try {
                return onInstance(work);
            } finally {
                CallChain.leave();
            }
        } finally {
            if (counted) {
                gate.leave();
            }
        }
    }

    private byte[] onInstance(Work work) throws InvocationException {
        long end = System.nanoTime() + callTime.toNanos();
        while (true) {
            ActorVersion current = version;
            Optional<Instance> taken = take(current, end);
            if (taken.isPresent()) {
                try {
                    requireValid(current.actor());
                    return work.on(taken.get());
                } catch (GuestException e) {
                    throw GuestTexts.actorFailed(reason(e.kind()), String.valueOf(e.getMessage()), e);
                } finally {
                    current.give(taken.get());
                }
            }
            if (gone) {
                throw nobody();
            }
        }
    }

    private Optional<Instance> take(ActorVersion from, long end) throws InvocationException {
        try {
            return from.take(end - System.nanoTime());
        } catch (TimeoutException e) {
            throw GuestTexts.actorRefused(
                    Reason.TIMED_OUT, "actor " + key + " was busy for " + callTime.toMillis() + " ms");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw GuestTexts.actorFailed(Reason.INTERRUPTED, "interrupted while waiting for actor " + key, e);
        }
    }

    private static Reason reason(GuestException.Kind kind) {
        return switch (kind) {
            case TIMED_OUT -> Reason.TIMED_OUT;
            case INTERRUPTED -> Reason.INTERRUPTED;
            case TOO_LARGE -> Reason.TOO_LARGE;
            default -> Reason.ACTOR_FAILED;
        };
    }

    private void requireValid(VerifiedActor actor) throws InvocationException {
        Optional<String> invalid = Validity.refusal(actor, clock);
        if (invalid.isPresent()) {
            throw GuestTexts.actorRefused(Reason.EXPIRED, invalid.get());
        }
    }

    private InvocationException nobody() {
        return GuestTexts.nobodyListens(Reason.NO_SUCH_ACTOR, GuestTexts.actorSubject(key));
    }

    /** Puts a new version in the place of this one, once its instances run. No call is lost, and none waits for another to end. */
    void replace(VerifiedActor actor, WapcModule module, HostCall hostCall) throws GuestException {
        ActorVersion next = start(actor, module, hostCall);
        ActorVersion last = version;
        retiring.removeIf(ActorVersion::over);
        retiring.add(last);
        version = next;
        last.retire();
        if (gone) {
            next.stop();
        }
    }

    /** Takes no calls from outside from now on. */
    void takeNoMore() {
        gate.close();
    }

    /** Waits until the calls that were let in have ended; false where they took longer. */
    boolean awaitIdle(long nanos) {
        return gate.awaitEmpty(nanos);
    }

    /** Takes no more calls, gives those that were let in a second, and stops what still runs. */
    void end() {
        takeNoMore();
        awaitIdle(GRACE_NANOS);
        stop();
    }

    /** Stops what still runs. */
    void stop() {
        gone = true;
        gate.close();
        version.stop();
        retiring.forEach(ActorVersion::stop);
    }
}
