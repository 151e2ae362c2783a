package dev.wascc.host;

import dev.wascc.claims.VerifiedActor;
import dev.wascc.host.Bindings.Bound;
import dev.wascc.host.InvocationException.Reason;
import dev.wascc.provider.Binding;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who may call whom, and the way there: claims, then authorizer, then binding, then the middleware chain around the call itself. Holds
 * no lock while anything is called.
 */
final class Router {
    private static final Logger LOG = LoggerFactory.getLogger(Router.class);
    private static final int KEY_LENGTH = 56;

    private final Map<String, HostedActor> actors = new ConcurrentHashMap<>();
    private final Bindings bindings = new Bindings();
    private final Aliases aliases = new Aliases();
    private final Gatekeeper gatekeeper;
    private final List<Middleware> middleware;
    private final Observers observers;
    private final UseRecorder recorder;

    Router(HostSettings settings) {
        this.gatekeeper = new Gatekeeper(settings.authorizer(), settings.clock());
        this.middleware = settings.middleware();
        this.observers = new Observers(settings.observers());
        this.recorder = settings.recorder();
    }

    Map<String, HostedActor> actors() {
        return actors;
    }

    Bindings bindings() {
        return bindings;
    }

    Aliases aliases() {
        return aliases;
    }

    /** Whether a guest that names this means another actor, and no capability. */
    static boolean isActor(String namespace) {
        return namespace.length() == KEY_LENGTH && namespace.startsWith("M");
    }

    /** An actor by its key, else one by its alias, else a capability; the order is that of wasmCloud. */
    private Entity target(String namespace, String binding) {
        if (isActor(namespace)) {
            return new Entity.Actor(namespace);
        }
        Optional<String> aliased = aliases.find(namespace);
        return aliased.isPresent() ? new Entity.Actor(aliased.get()) : new Entity.Capability(namespace, binding);
    }

    /** A guest's call, from the actor it runs as. */
    byte[] fromGuest(VerifiedActor caller, String binding, String namespace, String operation, byte[] payload)
            throws InvocationException {
        StackReserve.require();
        try {
            String name = binding.isBlank() ? Binding.DEFAULT_NAME : binding.strip();
            Entity target = target(namespace, name);
            Entity origin = new Entity.Actor(caller.key().text());
            Invocation invocation = invocation(origin, target, operation, payload);
            return observers.none()
                    ? judged(caller, namespace, name, invocation)
                    : observers.watch(invocation, asked -> judged(caller, namespace, name, asked));
        } catch (InvocationException e) {
            if (e.refusal()) {
                LOG.info("refused: {}", LogText.of(String.valueOf(e.getMessage())));
            }
            throw e;
        }
    }

    private byte[] judged(VerifiedActor caller, String namespace, String name, Invocation asked)
            throws InvocationException {
        requireAllowed(caller, asked.target(), namespace, name, asked.operation());
        requireReachable(caller, asked.target());
        return through(asked, changed -> {
            if (!changed.target().equals(asked.target()) || !changed.operation().equals(asked.operation())) {
                String now =
                        changed.target().equals(asked.target()) ? namespace : Gatekeeper.namespace(changed.target());
                gatekeeper.requireAllowed(caller, changed.target(), now, name, changed.operation());
            }
            return deliver(caller, changed);
        });
    }

    /** A call from the owner of the host. */
    byte[] fromOwner(String actor, String operation, byte[] payload) throws InvocationException {
        Entity target = new Entity.Actor(actor);
        return watched(
                invocation(Entity.SYSTEM, target, operation, payload), changed -> callActor(Entity.SYSTEM, changed));
    }

    /** A call from a provider, to an actor it is bound to, within this time or the actor's own limit, whichever is shorter. */
    byte[] fromProvider(HostedProvider.Key provider, String actor, String operation, byte[] payload, Duration time)
            throws InvocationException {
        Entity origin = new Entity.Capability(provider.capability(), provider.name());
        return watched(invocation(origin, new Entity.Actor(actor), operation, payload), changed -> {
            if (changed.target() instanceof Entity.Actor called && !bindings.mayDispatch(provider, called.key())) {
                throw GuestTexts.notBoundTo(called.key(), provider.capability(), provider.name());
            }
            Gatekeeper.requireNotReserved(changed.operation());
            return callActor(origin, changed, time);
        });
    }

    /** A call from a provider that is a module, as any provider's, where the authorizer permits it too. */
    byte[] fromPortable(
            VerifiedActor module, HostedProvider.Key provider, String actor, String operation, byte[] payload)
            throws InvocationException {
        StackReserve.require();
        gatekeeper.requirePermitted(module, new Entity.Actor(actor), operation);
        return fromProvider(provider, actor, operation, payload, HostedActor.UNLIMITED);
    }

    /** The configuration of an actor itself, told to it by its host. */
    void configure(HostedActor actor, Binding binding) throws InvocationException {
        byte[] configuration = actor.configuration(binding);
        Invocation invocation =
                invocation(Entity.SYSTEM, new Entity.Actor(actor.key()), CoreOperations.BIND_ACTOR, configuration);
        watched(invocation, changed -> actor.configure(binding, changed.payload()));
    }

    private static Invocation invocation(Entity origin, Entity target, String operation, byte[] payload) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        UUID id = new UUID(
                random.nextLong() & 0xffff_ffff_ffff_0fffL | 0x4000L,
                random.nextLong() & 0x3fff_ffff_ffff_ffffL | 0x8000_0000_0000_0000L);
        Invocation invocation = new Invocation(id.toString(), origin, target, operation, payload);
        if (LOG.isDebugEnabled()) {
            LOG.debug("{}", LogText.of(invocation.toString()));
        }
        return invocation;
    }

    private byte[] watched(Invocation invocation, Middleware.Chain call) throws InvocationException {
        return observers.none()
                ? through(invocation, call)
                : observers.watch(invocation, asked -> through(asked, call));
    }

    private byte[] through(Invocation invocation, Middleware.Chain call) throws InvocationException {
        return middleware.isEmpty()
                ? call.proceed(invocation)
                : new MiddlewareChain(middleware, 0, call).proceed(invocation);
    }

    private byte[] deliver(VerifiedActor caller, Invocation invocation) throws InvocationException {
        if (invocation.target() instanceof Entity.Capability capability) {
            return callCapability(caller.key().text(), capability, invocation);
        }
        Gatekeeper.requireNotReserved(invocation.operation());
        return callActor(new Entity.Actor(caller.key().text()), invocation);
    }

    private void requireAllowed(VerifiedActor caller, Entity target, String namespace, String binding, String operation)
            throws InvocationException {
        boolean denied = false;
        try {
            gatekeeper.requireAllowed(caller, target, namespace, binding, operation);
        } catch (InvocationException e) {
            denied = e.reason() == Reason.NOT_CLAIMED;
            throw e;
        } finally {
            boolean byAlias = caller.claimsCapability(namespace);
            recorder.outward(caller, byAlias ? new Entity.Capability(namespace, binding) : target, operation, denied);
        }
    }

    /** The last of the three checks, before any middleware is asked. */
    private void requireReachable(VerifiedActor caller, Entity target) throws InvocationException {
        if (target instanceof Entity.Capability capability) {
            bound(caller.key().text(), capability);
        } else if (target instanceof Entity.Actor actor) {
            hosted(actor.key());
        }
    }

    private byte[] callActor(Entity origin, Invocation invocation) throws InvocationException {
        return callActor(origin, invocation, HostedActor.UNLIMITED);
    }

    /** @param origin whatever a middleware made of it */
    private byte[] callActor(Entity origin, Invocation invocation, Duration time) throws InvocationException {
        if (!(invocation.target() instanceof Entity.Actor actor)) {
            throw new InvocationException(
                    Reason.MIDDLEWARE_FAILED, "Middleware error: a call to an actor was turned to something else");
        }
        HostedActor called = hosted(actor.key());
        recorder.inward(called.actor(), origin, invocation.operation());
        return called.call(invocation.operation(), invocation.payload(), time);
    }

    private HostedActor hosted(String key) throws InvocationException {
        HostedActor actor = actors.get(key);
        if (actor == null) {
            throw GuestTexts.nobodyListens(Reason.NO_SUCH_ACTOR, GuestTexts.actorSubject(key));
        }
        return actor;
    }

    private byte[] callCapability(String caller, Entity.Capability target, Invocation invocation)
            throws InvocationException {
        try {
            Optional<byte[]> answer = bound(caller, target).call(invocation.operation(), invocation.payload());
            return answer.orElseThrow(() -> notBound(caller, target));
        } catch (HostedProvider.Failure e) {
            throw GuestTexts.providerFailed(String.valueOf(e.getMessage()), e);
        }
    }

    private Bound bound(String caller, Entity.Capability target) throws InvocationException {
        return bindings.find(target.id(), target.binding(), caller).orElseThrow(() -> notBound(caller, target));
    }

    private static InvocationException notBound(String caller, Entity.Capability target) {
        return GuestTexts.nobodyListens(
                Reason.NOT_BOUND, GuestTexts.capabilitySubject(target.id(), target.binding(), caller));
    }
}
