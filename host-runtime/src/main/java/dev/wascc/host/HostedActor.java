package dev.wascc.host;

import dev.wascc.claims.VerifiedActor;
import dev.wascc.host.InvocationException.Reason;
import dev.wascc.wapc.ConsoleLog;
import dev.wascc.wapc.GuestException;
import dev.wascc.wapc.HostCall;
import dev.wascc.wapc.WapcGuest;
import dev.wascc.wapc.WapcModule;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One actor in a host: its claims, its compiled module and its running instance. A call waits for the instance no longer than
 * a call may take. An instance that died is replaced before the next call, a module that is replaced takes its claims with it.
 */
final class HostedActor {
    /** What the actor is: claims and code change together. */
    private record Version(VerifiedActor actor, WapcModule module, HostCall hostCall) {
        WapcGuest instantiate(ConsoleLog console) throws GuestException {
            return module.instantiate(hostCall, console);
        }
    }

    private static final int CLOSE_SECONDS = 1;

    private final String key;
    private final Duration callTime;
    private final Clock clock;
    private final ConsoleLog console;
    private final ReentrantLock lock = new ReentrantLock(true);
    private volatile Version version;
    private WapcGuest guest;

    HostedActor(VerifiedActor actor, WapcModule module, HostCall hostCall, Duration callTime, Clock clock)
            throws GuestException {
        this.key = actor.key().text();
        this.callTime = callTime;
        this.clock = clock;
        this.console = new ActorConsole(actor.name());
        this.version = new Version(actor, module, hostCall);
        this.guest = version.instantiate(console);
    }

    VerifiedActor actor() {
        return version.actor();
    }

    byte[] call(String operation, byte[] payload) throws InvocationException {
        CallChain.enter(key);
        try {
            acquire();
            try {
                requireNotExpired();
                return callGuest(operation, payload);
            } finally {
                lock.unlock();
            }
        } finally {
            CallChain.leave();
        }
    }

    private byte[] callGuest(String operation, byte[] payload) throws InvocationException {
        try {
            if (!guest.alive()) {
                guest = version.instantiate(console);
            }
            return guest.call(operation, payload);
        } catch (GuestException e) {
            Reason reason = e.kind() == GuestException.Kind.TIMED_OUT ? Reason.TIMED_OUT : Reason.ACTOR_FAILED;
            throw GuestTexts.actorFailed(reason, String.valueOf(e.getMessage()), e);
        }
    }

    private void acquire() throws InvocationException {
        try {
            if (lock.tryLock(callTime.toNanos(), TimeUnit.NANOSECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw GuestTexts.actorFailed(Reason.TIMED_OUT, "interrupted while waiting for actor " + key, e);
        }
        throw GuestTexts.actorRefused(
                Reason.TIMED_OUT, "actor " + key + " was busy for " + callTime.toMillis() + " ms");
    }

    private void requireNotExpired() throws InvocationException {
        Instant expires = version.actor().claims().expires();
        if (expires != null && clock.instant().isAfter(expires)) {
            throw GuestTexts.actorRefused(Reason.EXPIRED, "the claims of actor " + key + " expired at " + expires);
        }
    }

    /** Puts a new version in the place of this one, once its instance runs; calls wait meanwhile, and none is lost. */
    void replace(VerifiedActor actor, WapcModule module, HostCall hostCall) throws GuestException {
        Version next = new Version(actor, module, hostCall);
        WapcGuest fresh = next.instantiate(console);
        lock.lock();
        try {
            guest.close();
            guest = fresh;
            version = next;
        } finally {
            lock.unlock();
        }
    }

    /** Waits a second at most for a running call, and lets the instance go. */
    void close() {
        boolean held = false;
        try {
            held = lock.tryLock(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            guest.close();
            if (held) {
                lock.unlock();
            }
        }
    }
}
