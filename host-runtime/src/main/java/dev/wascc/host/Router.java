package dev.wascc.host;

import dev.wascc.claims.VerifiedActor;
import dev.wascc.host.InvocationException.Reason;
import dev.wascc.provider.Binding;
import dev.wascc.provider.CapabilityProvider;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who may call whom, and the way there: claims, then authorizer, then binding, then the middleware chain around the call itself. Holds
 * no lock while anything is called.
 */
final class Router {
    private static final Logger LOG = LoggerFactory.getLogger(Router.class);
    private static final int KEY_LENGTH = 56;

    /** Whose capability under which name. */
    record BindingKey(String capability, String name, String actor) {
        static BindingKey of(Binding binding) {
            return new BindingKey(binding.capability(), binding.name(), binding.actor());
        }
    }

    /** A binding that its provider has accepted. */
    record Bound(Binding binding, CapabilityProvider provider) {}

    private final Map<String, HostedActor> actors = new ConcurrentHashMap<>();
    private final Map<BindingKey, Bound> bindings = new ConcurrentHashMap<>();
    private final Authorizer authorizer;
    private final List<Middleware> middleware;

    Router(Authorizer authorizer, List<Middleware> middleware) {
        this.authorizer = authorizer;
        this.middleware = List.copyOf(middleware);
    }

    Map<String, HostedActor> actors() {
        return actors;
    }

    Map<BindingKey, Bound> bindings() {
        return bindings;
    }

    /** A guest's call, from the actor it runs as. */
    byte[] fromGuest(VerifiedActor caller, String binding, String namespace, String operation, byte[] payload)
            throws InvocationException {
        String name = binding.isBlank() ? Binding.DEFAULT_NAME : binding.strip();
        boolean toActor = namespace.length() == KEY_LENGTH && namespace.startsWith("M");
        if (!namespace.equals(caller.key().text()) && !caller.claimsCapability(namespace)) {
            throw refused(GuestTexts.notClaimed(caller, namespace, name, operation));
        }
        Entity target = toActor ? new Entity.Actor(namespace) : new Entity.Capability(namespace, name);
        if (!authorizer.mayInvoke(caller, target, operation)) {
            throw refused(GuestTexts.notAuthorized(caller, target));
        }
        Invocation invocation = invocation(new Entity.Actor(caller.key().text()), target, operation, payload);
        return toActor
                ? through(invocation, this::callActor)
                : through(invocation, i -> callCapability(caller.key().text(), i));
    }

    /** A call from outside the guests: the owner of the host, or a provider. */
    byte[] toActor(Entity origin, String actor, String operation, byte[] payload) throws InvocationException {
        return through(invocation(origin, new Entity.Actor(actor), operation, payload), this::callActor);
    }

    private static Invocation invocation(Entity origin, Entity target, String operation, byte[] payload) {
        Invocation invocation = new Invocation(UUID.randomUUID().toString(), origin, target, operation, payload);
        LOG.debug("{}", invocation);
        return invocation;
    }

    private byte[] through(Invocation invocation, Middleware.Chain call) throws InvocationException {
        return middleware.isEmpty() ? call.proceed(invocation) : chain(0, call).proceed(invocation);
    }

    private Middleware.Chain chain(int at, Middleware.Chain call) {
        if (at == middleware.size()) {
            return call;
        }
        return invocation -> {
            try {
                return middleware.get(at).intercept(invocation, chain(at + 1, call));
            } catch (RuntimeException e) {
                // Fails closed: what a middleware could not judge does not happen.
                throw new InvocationException(Reason.MIDDLEWARE_FAILED, "Middleware error: " + e.getMessage(), e);
            }
        };
    }

    private byte[] callActor(Invocation invocation) throws InvocationException {
        String key = ((Entity.Actor) invocation.target()).key();
        HostedActor actor = actors.get(key);
        if (actor == null) {
            throw GuestTexts.nobodyListens(Reason.NO_SUCH_ACTOR, GuestTexts.actorSubject(key));
        }
        return actor.call(invocation.operation(), invocation.payload());
    }

    @SuppressWarnings("IllegalCatch") // the wall around providers: whatever they throw becomes the caller's error
    private byte[] callCapability(String caller, Invocation invocation) throws InvocationException {
        Entity.Capability target = (Entity.Capability) invocation.target();
        Bound bound = bindings.get(new BindingKey(target.id(), target.binding(), caller));
        if (bound == null) {
            throw refused(GuestTexts.nobodyListens(
                    Reason.NOT_BOUND, GuestTexts.capabilitySubject(target.id(), target.binding(), caller)));
        }
        try {
            return bound.provider().handle(caller, invocation.operation(), invocation.payload());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw GuestTexts.providerFailed("interrupted", e);
        } catch (Exception e) {
            String text = e.getMessage();
            throw GuestTexts.providerFailed(text == null ? e.getClass().getSimpleName() : text, e);
        }
    }

    private static InvocationException refused(InvocationException refusal) {
        LOG.info("refused: {}", refusal.getMessage());
        return refusal;
    }
}
