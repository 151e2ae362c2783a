package dev.wascc.host;

import dev.wascc.claims.VerifiedActor;
import dev.wascc.provider.Binding;
import dev.wascc.provider.message.Shapes;
import dev.wascc.wapc.ConsoleLog;
import dev.wascc.wapc.GuestException;
import dev.wascc.wapc.HostCall;
import dev.wascc.wapc.WapcGuest;
import dev.wascc.wapc.WapcModule;
import dev.wascc.wapc.WasiSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

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
    private final HostMemory.Share memory;
    private final ConsoleLog console;
    private final WasiSettings wasi;
    private final List<Instance> instances = new ArrayList<>();
    private final Deque<Instance> idle = new ConcurrentLinkedDeque<>();
    private final Semaphore free = new Semaphore(0, true);
    private final AtomicInteger impatient = new AtomicInteger();
    private volatile boolean retired;
    private volatile boolean stopped;

    private ActorVersion(
            VerifiedActor actor, WapcModule module, HostCall hostCall, WasiSettings wasi, HostMemory.Share memory) {
        this.memory = memory;
        this.actor = actor;
        this.module = module;
        this.hostCall = hostCall;
        this.wasi = wasi;
        this.console = new ActorConsole(actor.name());
    }

    /**
     * Starts all instances.
     *
     * @param memory given back when none of them is left, or this fails
     */
    static ActorVersion start(
            VerifiedActor actor, WapcModule module, HostCall hostCall, ActorSettings settings, HostMemory.Share memory)
            throws GuestException {
        ActorVersion version = new ActorVersion(actor, module, hostCall, settings.wasi(), memory);
        boolean started = false;
        try {
            for (int i = 0; i < settings.instances(); i++) {
                Instance instance = version.new Instance(version.instantiate());
                version.instances.add(instance);
                version.idle.push(instance);
            }
            version.free.release(settings.instances());
            started = true;
            return version;
        } finally {
            if (!started) {
                version.stop();
            }
        }
    }

    private WapcGuest instantiate() throws GuestException {
        return module.instantiate(hostCall, console, wasi);
    }

    VerifiedActor actor() {
        return actor;
    }

    /**
     * An instance for one call; give it back.
     *
     * @return none where this version is retired
     * @throws TimeoutException all were in calls for that long
     * @throws Waiting.RingException all are in calls that wait for what this thread's call has
     */
    Optional<Instance> take(long nanos) throws InterruptedException, TimeoutException, Waiting.RingException {
        if (!acquireNow()) {
            try (Waiting.Wait wait = Waiting.begin(this)) {
                if (!acquire(nanos)) {
                    throw new TimeoutException(String.valueOf(wait));
                }
            }
        }
        Instance instance = retired ? null : idle.poll();
        if (instance == null) {
            free.release();
        }
        return Optional.ofNullable(instance);
    }

    private boolean acquireNow() {
        return impatient.get() == 0 && free.tryAcquire();
    }

    /** So many calls may run at the same time. */
    int size() {
        return instances.size();
    }

    /**
     * A permit, by overtaking where that is fair enough: handing each instance on to a sleeping thread costs several times what a call
     * does. Once somebody has been overtaken for {@link #OVERTAKEN_NANOS}, all are served in their order.
     */
    private boolean acquire(long nanos) throws InterruptedException {
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

    /** Calls an instance of a version that nobody else knows yet. */
    byte[] tried(String operation, byte[] payload) throws GuestException {
        return instances.get(0).guest.call(operation, payload);
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
        if (over()) {
            memory.giveBack();
        }
    }

    /** Whether it is retired and its last call has ended. */
    boolean over() {
        return retired && instances.stream().noneMatch(Instance::alive);
    }

    /** Instances that are in no call are started anew before their next one. */
    void renew() {
        List<Instance> taken = new ArrayList<>();
        while (free.tryAcquire()) {
            Instance instance = idle.poll();
            if (instance == null) {
                free.release();
                break;
            }
            instance.close();
            taken.add(instance);
        }
        taken.forEach(this::give);
    }

    /** Retires, and stops the calls that run. */
    void stop() {
        stopped = true;
        retire();
        instances.forEach(Instance::close);
        memory.giveBack();
    }

    /** A running instance and its memory. Used by one call at a time; a guest that died is replaced before the next. */
    final class Instance {
        private volatile WapcGuest guest;
        private List<Binding> told = List.of();

        private Instance(WapcGuest guest) {
            this.guest = guest;
        }

        /** @param bound what the guest is bound with; each instance is told before its first call */
        byte[] call(String operation, byte[] payload, List<Binding> bound, Duration time) throws GuestException {
            revive();
            if (told != bound) {
                tell(bound);
            }
            return guest.call(operation, payload, time);
        }

        /** @param bound what the guest is bound with from now on; the last of them is told by this payload, again if need be */
        byte[] configure(List<Binding> bound, byte[] payload) throws GuestException {
            revive();
            tell(bound.subList(0, bound.size() - 1));
            byte[] answer = guest.call(CoreOperations.BIND_ACTOR, payload);
            told = bound;
            return answer;
        }

        private void tell(List<Binding> bound) throws GuestException {
            for (Binding binding : bound) {
                if (!told.contains(binding)) {
                    guest.call(CoreOperations.BIND_ACTOR, configuration(binding));
                }
            }
            told = bound;
        }

        private void revive() throws GuestException {
            if (!guest.alive() && !stopped) {
                told = List.of();
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

    /** The message of {@code BindActor}: what a portable provider is told of an actor, or this actor of itself, by its own claims. */
    byte[] configuration(Binding binding) {
        boolean own = binding.actor().equals(actor.key().text());
        return Shapes.CAPABILITY_CONFIGURATION
                .message()
                .with("module", binding.actor())
                .with("values", own ? CoreOperations.withClaims(binding.values(), actor.claims()) : binding.values())
                .encode();
    }
}
