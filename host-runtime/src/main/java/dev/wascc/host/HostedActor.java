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
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * One actor in a host, or the module of a portable provider. A call waits for an instance no longer than a call may take, then runs on it. Replacing the actor puts
 * another version here in one step: calls that run end on the old one, all others begin on the new one.
 */
final class HostedActor {
    /** No time of the call's own: the actor's limit counts. */
    static final Duration UNLIMITED = Duration.ofDays(1);

    private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final String key;
    private final ActorSettings settings;
    private final Observers observers;
    private final Clock clock;
    private final Gate gate = new Gate();
    private final Queue<ActorVersion> retiring = new ConcurrentLinkedQueue<>();
    private volatile ActorVersion version;
    private volatile List<Binding> bound = List.of();
    private volatile boolean gone;

    /** A call on an instance, in the time that is left. */
    private interface Work {
        byte[] on(Instance instance, Duration time) throws GuestException;
    }

    HostedActor(
            VerifiedActor actor,
            WapcModule module,
            HostCall hostCall,
            ActorSettings settings,
            HostMemory.Share memory,
            Observers observers,
            Clock clock)
            throws GuestException {
        this.key = actor.key().text();
        this.settings = settings;
        this.observers = observers;
        this.clock = clock;
        this.version = start(actor, module, hostCall, memory);
    }

    private ActorVersion start(VerifiedActor actor, WapcModule module, HostCall hostCall, HostMemory.Share memory)
            throws GuestException {
        // What a guest calls while it starts may lead back to it.
        CallChain.enterToStart(this);
        try {
            return OwnStack.run(
                    settings.limits().stackSize(),
                    observers,
                    () -> ActorVersion.start(actor, module, hostCall, settings, memory));
        } finally {
            CallChain.leave();
        }
    }

    ActorSettings settings() {
        return settings;
    }

    int callDepth() {
        return settings.limits().callDepth();
    }

    String key() {
        return key;
    }

    VerifiedActor actor() {
        return version.actor();
    }

    /** What the guest itself was bound with: an actor by its own key, a portable provider for each actor. */
    List<Binding> bound() {
        return bound;
    }

    /** @param time of the call, waiting for an instance included; the actor's limit, if that is shorter */
    byte[] call(String operation, byte[] payload, Duration time) throws InvocationException {
        Duration shorter = time.compareTo(callTime()) < 0 ? time : callTime();
        return run(shorter, (instance, left) -> instance.call(operation, payload, bound, left));
    }

    /** Binds the guest itself, in the place of an earlier binding for the same actor; instances that are made later are told the same. */
    byte[] configure(Binding binding, byte[] payload) throws InvocationException {
        return run(callTime(), (instance, left) -> {
            byte[] answer = instance.configure(with(bound, binding), payload);
            change(before -> with(before, binding));
            return answer;
        });
    }

    private static List<Binding> with(List<Binding> before, Binding binding) {
        return Stream.concat(without(before, binding.actor()), Stream.of(binding))
                .toList();
    }

    private static Stream<Binding> without(List<Binding> before, String actor) {
        return before.stream().filter(binding -> !binding.actor().equals(actor));
    }

    /** What the guest itself is told of a binding. */
    byte[] configuration(Binding binding) {
        return version.configuration(binding);
    }

    /** Instances that are made later are not told of this actor's binding. */
    void forgetConfiguration(String actor) {
        change(before -> without(before, actor).toList());
    }

    private synchronized void change(UnaryOperator<List<Binding>> by) {
        bound = by.apply(bound);
    }

    private byte[] run(Duration time, Work work) throws InvocationException {
        boolean counted = gate.enter();
        // While an actor takes its leave, what calls within calls that are let end still goes through.
        if (!counted && (gone || CallChain.isEmpty())) {
            throw nobody();
        }
        try {
            CallChain.enter(this);
            try {
                return onInstance(time, work);
            } finally {
                CallChain.leave();
            }
        } finally {
            if (counted) {
                gate.leave();
            }
        }
    }

    private byte[] onInstance(Duration time, Work work) throws InvocationException {
        long end = System.nanoTime() + time.toNanos();
        while (true) {
            ActorVersion current = version;
            Optional<Instance> taken = take(current, end, time);
            if (taken.isPresent()) {
                CallChain.hold(current);
                try {
                    requireValid(current.actor());
                    return OwnStack.run(
                            settings.limits().stackSize(), observers, () -> work.on(taken.get(), left(end, time)));
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

    /** What is left for the call itself: all its time where the limit is the actor's own, which counts from when it has an instance. */
    private Duration left(long end, Duration time) {
        Duration left = Duration.ofNanos(Math.max(1, end - System.nanoTime()));
        return time.compareTo(callTime()) < 0 ? left : callTime();
    }

    private Duration callTime() {
        return settings.limits().guest().callTime();
    }

    private Optional<Instance> take(ActorVersion from, long end, Duration time) throws InvocationException {
        try {
            return from.take(end - System.nanoTime());
        } catch (Waiting.RingException e) {
            throw GuestTexts.actorRefused(
                    Reason.REENTRANT,
                    "actor " + key
                            + " is in a call that waits for what this one has; calls that cross would wait for each"
                            + " other until their time is over. Call in one direction only, or give one of the actors"
                            + " more instances");
        } catch (TimeoutException e) {
            throw GuestTexts.actorRefused(
                    Reason.TIMED_OUT, "actor " + key + " was busy for " + time.toMillis() + " ms");
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

    /** What a version is put to before it takes the place of the one that runs. */
    interface Trial {
        Trial NONE = version -> {};

        /** Calls it, outside of all bindings. */
        interface Call {
            byte[] of(String operation, byte[] payload) throws GuestException;
        }

        void with(Call version) throws HostException, GuestException;
    }

    /**
     * Puts a new version in the place of this one, once its instances run and the trial went well. No call is lost, and none waits for
     * another to end.
     */
    void replace(VerifiedActor actor, WapcModule module, HostCall hostCall, HostMemory.Share memory, Trial trial)
            throws GuestException, HostException {
        ActorVersion next = start(actor, module, hostCall, memory);
        boolean passed = false;
        try {
            trial.with((operation, payload) -> tried(next, operation, payload));
            passed = true;
        } finally {
            if (!passed) {
                next.stop();
            }
        }
        ActorVersion last = version;
        retiring.removeIf(ActorVersion::over);
        retiring.add(last);
        version = next;
        last.retire();
        if (gone) {
            next.stop();
        }
    }

    private byte[] tried(ActorVersion next, String operation, byte[] payload) throws GuestException {
        CallChain.enterToStart(this);
        try {
            return OwnStack.run(settings.limits().stackSize(), observers, () -> next.tried(operation, payload));
        } finally {
            CallChain.leave();
        }
    }

    /** Instances that are in no call are started anew before their next one. */
    void renew() {
        version.renew();
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
