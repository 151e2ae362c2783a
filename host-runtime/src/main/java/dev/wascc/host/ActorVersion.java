package dev.wascc.host;

import dev.wascc.claims.VerifiedActor;
import dev.wascc.provider.Binding;
import dev.wascc.provider.message.Shapes;
import dev.wascc.wapc.ConsoleLog;
import dev.wascc.wapc.GuestException;
import dev.wascc.wapc.HostCall;
import dev.wascc.wapc.WapcGuest;
import dev.wascc.wapc.WapcModule;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One version of an actor: claims and code that came together, and the instances that run them. An instance is taken for
 * each call and given back; who waits for one is woken at once when the version is retired.
 */
final class ActorVersion {
    private static final int WAKE_ALL = 1 << 24;
    /** For so long a waiting call may be overtaken by threads that are awake already. */
    private static final long OVERTAKEN_NANOS = 2_000_000;

    private final VerifiedActor actor;
    private final WapcModule module;
    private final HostCall hostCall;
    private final ConsoleLog console;
    private final List<Instance> instances = new ArrayList<>();
    private final Deque<Instance> idle = new ConcurrentLinkedDeque<>();
    private final Semaphore free = new Semaphore(0, true);
    private final AtomicInteger impatient = new AtomicInteger();
    private volatile boolean retired;
    private volatile boolean stopped;

    private ActorVersion(VerifiedActor actor, WapcModule module, HostCall hostCall) {
        this.actor = actor;
        this.module = module;
        this.hostCall = hostCall;
        this.console = new ActorConsole(actor.name());
    }

    /** Starts so many instances. */
    static ActorVersion start(VerifiedActor actor, WapcModule module, HostCall hostCall, int count)
            throws GuestException {
        ActorVersion version = new ActorVersion(actor, module, hostCall);
        for (int i = 0; i < count; i++) {
            Instance instance = version.new Instance(version.instantiate());
            version.instances.add(instance);
            version.idle.push(instance);
        }
        version.free.release(count);
        return version;
    }

    private WapcGuest instantiate() throws GuestException {
        return module.instantiate(hostCall, console);
    }

    VerifiedActor actor() {
        return actor;
    }

    /**
     * An instance for one call; give it back.
     *
     * @return none where this version is retired
     * @throws TimeoutException all were in calls for that long
     */
    Optional<Instance> take(long nanos) throws InterruptedException, TimeoutException {
        if (!acquire(nanos)) {
            throw new TimeoutException();
        }
        Instance instance = retired ? null : idle.poll();
        if (instance == null) {
            free.release();
        }
        return Optional.ofNullable(instance);
    }

    /**
     * A permit, by overtaking where that is fair enough: handing each instance on to a sleeping thread costs several times what a call
     * does. Once somebody has been overtaken for {@link #OVERTAKEN_NANOS}, all are served in their order.
     */
    private boolean acquire(long nanos) throws InterruptedException {
        if (impatient.get() == 0 && free.tryAcquire()) {
            return true;
        }
        if (free.tryAcquire(Math.min(nanos, OVERTAKEN_NANOS), TimeUnit.NANOSECONDS)) {
            return true;
        }
        impatient.incrementAndGet();
        try {
            return free.tryAcquire(nanos - OVERTAKEN_NANOS, TimeUnit.NANOSECONDS);
        } finally {
            impatient.decrementAndGet();
        }
    }

    void give(Instance instance) {
        idle.push(instance);
        free.release();
        if (retired) {
            closeIdle();
        }
    }

    /** Gives out no more instances. Calls that have one go on to their end. */
    void retire() {
        retired = true;
        free.release(WAKE_ALL);
        closeIdle();
    }

    private void closeIdle() {
        for (Instance instance = idle.poll(); instance != null; instance = idle.poll()) {
            instance.close();
        }
    }

    /** Whether it is retired and its last call has ended. */
    boolean over() {
        return retired && instances.stream().noneMatch(Instance::alive);
    }

    /** Retires, and stops the calls that run. */
    void stop() {
        stopped = true;
        retire();
        instances.forEach(Instance::close);
    }

    /** A running instance and its memory. Used by one call at a time; a guest that died is replaced before the next. */
    final class Instance {
        private volatile WapcGuest guest;
        private @Nullable Binding configured;

        private Instance(WapcGuest guest) {
            this.guest = guest;
        }

        /** @param own the configuration the actor itself was bound with; told to each instance before its first call */
        byte[] call(String operation, byte[] payload, @Nullable Binding own) throws GuestException {
            revive();
            if (own != null && own != configured) {
                configure(own, configuration(own));
            }
            return guest.call(operation, payload);
        }

        byte[] configure(Binding own, byte[] payload) throws GuestException {
            revive();
            byte[] answer = guest.call(CoreOperations.BIND_ACTOR, payload);
            configured = own;
            return answer;
        }

        private void revive() throws GuestException {
            if (!guest.alive() && !stopped) {
                configured = null;
                guest = instantiate();
                if (stopped) {
                    guest.close();
                }
            }
        }

        private boolean alive() {
            return guest.alive();
        }

        private void close() {
            guest.close();
        }
    }

    /** The message of {@code BindActor} to the actor itself. */
    byte[] configuration(Binding own) {
        return Shapes.CAPABILITY_CONFIGURATION
                .message()
                .with("module", own.actor())
                .with("values", CoreOperations.withClaims(own.values(), actor.claims()))
                .encode();
    }
}
