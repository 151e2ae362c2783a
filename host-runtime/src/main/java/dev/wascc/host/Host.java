package dev.wascc.host;

import dev.wascc.claims.Claims;
import dev.wascc.claims.Metadata;
import dev.wascc.claims.VerifiedActor;
import dev.wascc.host.HostException.Reason;
import dev.wascc.host.Router.BindingKey;
import dev.wascc.host.Router.Bound;
import dev.wascc.nkeys.PublicKey;
import dev.wascc.provider.Binding;
import dev.wascc.provider.CapabilityDescriptor;
import dev.wascc.provider.CapabilityProvider;
import dev.wascc.provider.DispatchException;
import dev.wascc.provider.message.Shapes;
import dev.wascc.wapc.GuestException;
import dev.wascc.wapc.HostCall;
import dev.wascc.wapc.WapcModule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Actors, providers, and the bindings between them. Takes verified actors only. Calls run on their callers' threads; all methods
 * may be called from any thread, and those that change the host do so one at a time.
 */
public final class Host implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Host.class);
    private static final byte[] NOTHING = {};

    /** A capability under a binding name. */
    private record ProviderKey(String capability, String name) {}

    private final HostBuilder settings;
    private final Router router;
    private final Map<ProviderKey, CapabilityProvider> providers = new ConcurrentHashMap<>();
    private final Object changes = new Object();
    private boolean closed;

    Host(HostBuilder settings) {
        this.settings = settings;
        this.router = new Router(settings.authorizer, settings.middleware);
        this.providers.put(new ProviderKey(ExtrasProvider.ID, Binding.DEFAULT_NAME), new ExtrasProvider());
    }

    public static HostBuilder builder() {
        return new HostBuilder();
    }

    /**
     * Compiles and starts an actor; binds {@code wascc:extras} if it claims it.
     *
     * @throws HostException it is here already, is a provider or a component, has expired, or does not start
     */
    public void add(VerifiedActor actor) throws HostException {
        synchronized (changes) {
            requireOpen();
            String key = actor.key().text();
            if (router.actors().containsKey(key)) {
                throw new HostException(
                        Reason.DUPLICATE,
                        "Actor " + key + " is already in this host. Remove it, or replace it by another version");
            }
            requireLoadable(actor);
            try {
                WapcModule module = compile(actor);
                router.actors()
                        .put(
                                key,
                                new HostedActor(
                                        actor, module, hostCall(actor), settings.limits.callTime(), settings.clock));
            } catch (GuestException e) {
                throw new HostException(Reason.INVALID_MODULE, actor.name() + " does not start: " + e.getMessage(), e);
            }
            LOG.info("actor {} ({}) came", actor.name(), key);
            if (actor.claimsCapability(ExtrasProvider.ID)) {
                bind(Binding.of(key, ExtrasProvider.ID, Map.of()));
            }
        }
    }

    /**
     * Puts a new version of an actor in the place of the one that is here. Its claims take effect with its code; bindings
     * stay. The old one goes on if the new one does not start.
     *
     * @throws HostException no such actor, another issuer than the old one's, or as {@link #add(VerifiedActor)}
     */
    public void replace(VerifiedActor actor) throws HostException {
        synchronized (changes) {
            requireOpen();
            HostedActor hosted = hosted(actor.key().text());
            PublicKey issuer = hosted.actor().claims().issuer();
            if (!actor.claims().issuer().equals(issuer)) {
                throw new HostException(
                        Reason.UNAUTHORIZED,
                        "the new version of " + actor.name() + " is signed by "
                                + actor.claims().issuer() + ", the one that runs by " + issuer
                                + "; a replacement comes from the same issuer");
            }
            requireLoadable(actor);
            try {
                hosted.replace(actor, compile(actor), hostCall(actor));
            } catch (GuestException e) {
                throw new HostException(
                        Reason.INVALID_MODULE,
                        "the new version of " + actor.name() + " does not start: " + e.getMessage(),
                        e);
            }
            LOG.info("actor {} ({}) was replaced", actor.name(), actor.key());
        }
    }

    private WapcModule compile(VerifiedActor actor) throws GuestException {
        return WapcModule.compile(actor.module().bytes(), settings.engine, settings.limits);
    }

    private HostCall hostCall(VerifiedActor actor) {
        return (binding, namespace, operation, payload) ->
                router.fromGuest(actor, binding, namespace, operation, payload);
    }

    private void requireLoadable(VerifiedActor actor) throws HostException {
        if (actor.claims().metadata().provider()) {
            throw new HostException(
                    Reason.INVALID_MODULE, actor.name() + " is a capability provider (prov), and no actor");
        }
        if (actor.module().isComponent()) {
            throw new HostException(Reason.INVALID_MODULE, actor.name() + " is a component; actors are core modules");
        }
        Instant now = settings.clock.instant();
        Instant expires = actor.claims().expires();
        if (expires != null && now.isAfter(expires)) {
            throw new HostException(Reason.UNAUTHORIZED, "Expired token: " + actor.name() + " at " + expires);
        }
        if (!settings.authorizer.mayLoad(actor)) {
            throw new HostException(Reason.UNAUTHORIZED, "Authorization hook denied access to module " + actor.name());
        }
    }

    /**
     * Starts a provider under a binding name.
     *
     * @throws HostException another one of the capability has that name, or the provider does not start
     */
    public void add(CapabilityProvider provider, String bindingName) throws HostException {
        synchronized (changes) {
            requireOpen();
            CapabilityDescriptor descriptor = provider.descriptor();
            ProviderKey key = new ProviderKey(descriptor.id(), bindingName);
            if (providers.containsKey(key)) {
                throw new HostException(
                        Reason.DUPLICATE,
                        "Capability provider " + descriptor.id() + " cannot be bound to the same name (" + bindingName
                                + ") twice, loading failed.");
            }
            try {
                provider.start((actor, operation, payload) -> dispatch(key, actor, operation, payload));
            } catch (Exception e) {
                throw new HostException(
                        Reason.PROVIDER,
                        "Capability provider error: " + descriptor.id() + " does not start: " + e.getMessage(),
                        e);
            }
            providers.put(key, provider);
            LOG.info("provider {} ({}) came as {}", descriptor.id(), descriptor.name(), bindingName);
        }
    }

    private byte[] dispatch(ProviderKey from, String actor, String operation, byte[] payload) throws DispatchException {
        try {
            Entity origin = new Entity.Capability(from.capability, from.name);
            return router.toActor(origin, actor, operation, payload);
        } catch (InvocationException e) {
            throw new DispatchException(String.valueOf(e.getMessage()), e);
        }
    }

    /** Whether a provider of this capability is here under this name. */
    public boolean provides(String capability, String bindingName) {
        return providers.containsKey(new ProviderKey(capability, bindingName));
    }

    /**
     * Configures a capability for an actor. With the actor's own key as the capability, the configuration goes to the actor itself.
     *
     * @throws HostException no such actor or provider, a capability that the claims do not carry, or the provider refused
     */
    public void bind(Binding binding) throws HostException {
        synchronized (changes) {
            requireOpen();
            HostedActor hosted = router.actors().get(binding.actor());
            if (hosted == null) {
                throw new HostException(Reason.UNKNOWN, "Attempted to bind non-existent actor " + binding.actor());
            }
            if (binding.capability().equals(binding.actor())) {
                configure(binding);
                return;
            }
            VerifiedActor actor = hosted.actor();
            if (!actor.claimsCapability(binding.capability())) {
                throw new HostException(
                        Reason.UNAUTHORIZED,
                        "Unauthorized binding: actor " + binding.actor() + " is not authorized to use capability "
                                + binding.capability() + ". Sign it with --cap " + binding.capability()
                                + " if it may.");
            }
            CapabilityProvider provider = providers.get(new ProviderKey(binding.capability(), binding.name()));
            if (provider == null) {
                throw new HostException(
                        Reason.UNKNOWN,
                        "no provider of " + binding.capability() + " is here under the name " + binding.name());
            }
            try {
                provider.bind(new Binding(
                        binding.actor(),
                        binding.capability(),
                        binding.name(),
                        withClaims(binding.values(), actor.claims())));
            } catch (Exception e) {
                throw new HostException(
                        Reason.PROVIDER,
                        "Failed to configure " + binding.name() + "," + binding.capability() + " - " + e.getMessage(),
                        e);
            }
            router.bindings().put(BindingKey.of(binding), new Bound(binding, provider));
            LOG.info("bound {} to {} as {}", actor.name(), binding.capability(), binding.name());
        }
    }

    private void configure(Binding binding) throws HostException {
        byte[] configuration = Shapes.CAPABILITY_CONFIGURATION
                .message()
                .with("module", binding.actor())
                .with("values", binding.values())
                .encode();
        try {
            router.toActor(Entity.SYSTEM, binding.actor(), "BindActor", configuration);
        } catch (InvocationException e) {
            throw new HostException(
                    Reason.PROVIDER, "Failed to configure actor " + binding.actor() + " - " + e.getMessage(), e);
        }
    }

    /** What the peers' host adds to the values of a binding (wascc-host src/inthost.rs). */
    private static Map<String, String> withClaims(Map<String, String> values, Claims<Metadata.Actor> claims) {
        Map<String, String> all = new LinkedHashMap<>(values);
        Metadata.Actor metadata = claims.metadata();
        Instant expires = claims.expires();
        String name = metadata.name();
        all.put("__wascc_issuer", claims.issuer().text());
        all.put("__wascc_capabilities", String.join(",", metadata.granted()));
        all.put("__wascc_name", name == null ? "" : name);
        all.put("__wascc_expires", expires == null ? "0" : Long.toString(expires.getEpochSecond()));
        all.put("__wascc_tags", String.join(",", metadata.tagged()));
        return all;
    }

    /** Takes a binding back; one that is not there is no error. */
    public void unbind(String actor, String capability, String bindingName) throws HostException {
        synchronized (changes) {
            release(router.bindings().remove(new BindingKey(capability, bindingName, actor)));
        }
    }

    private static void release(@org.jspecify.annotations.Nullable Bound bound) throws HostException {
        if (bound == null) {
            return;
        }
        Binding binding = bound.binding();
        try {
            bound.provider().unbind(binding.actor());
        } catch (Exception e) {
            throw new HostException(
                    Reason.PROVIDER,
                    "Failed to unbind " + binding.name() + "," + binding.capability() + " - " + e.getMessage(),
                    e);
        }
    }

    /** Takes an actor and its bindings away, after the call it is in. */
    public void remove(PublicKey actor) throws HostException {
        synchronized (changes) {
            HostedActor hosted = hosted(actor.text());
            router.actors().remove(actor.text());
            HostException failure = null;
            for (BindingKey key : List.copyOf(router.bindings().keySet())) {
                if (key.actor().equals(actor.text())) {
                    try {
                        release(router.bindings().remove(key));
                    } catch (HostException e) {
                        failure = e;
                    }
                }
            }
            hosted.close();
            LOG.info("actor {} ({}) went", hosted.actor().name(), actor);
            if (failure != null) {
                throw failure;
            }
        }
    }

    /** Takes one provider and the bindings to it away; those of the same name or capability elsewhere stay. */
    public void removeProvider(String capability, String bindingName) throws HostException {
        synchronized (changes) {
            CapabilityProvider provider = providers.remove(new ProviderKey(capability, bindingName));
            if (provider == null) {
                throw new HostException(
                        Reason.UNKNOWN, "no provider of " + capability + " is here under the name " + bindingName);
            }
            router.bindings()
                    .keySet()
                    .removeIf(key ->
                            key.capability().equals(capability) && key.name().equals(bindingName));
            close(provider);
        }
    }

    /**
     * Calls an actor on this thread.
     *
     * @param payload not copied; do not modify before this returns
     */
    public byte[] call(PublicKey actor, String operation, byte[] payload) throws InvocationException {
        return router.toActor(Entity.SYSTEM, actor.text(), operation, payload);
    }

    /** Where the outside reaches an actor, through whichever provider. */
    public List<String> endpoints(PublicKey actor) {
        List<String> endpoints = new ArrayList<>();
        router.bindings().values().stream()
                .filter(bound -> bound.binding().actor().equals(actor.text()))
                .forEach(bound -> endpoints.addAll(bound.provider().endpoints(actor.text())));
        return endpoints;
    }

    public Inventory inventory() {
        List<Inventory.ActorEntry> actors = router.actors().values().stream()
                .map(HostedActor::actor)
                .map(a -> new Inventory.ActorEntry(
                        a.key().text(), a.name(), a.claims().issuer().text(), a.capabilities()))
                .toList();
        List<Inventory.ProviderEntry> provided = new ArrayList<>();
        providers.forEach((key, provider) -> {
            CapabilityDescriptor descriptor = provider.descriptor();
            provided.add(
                    new Inventory.ProviderEntry(key.capability, key.name, descriptor.name(), descriptor.version()));
        });
        List<Binding> bound =
                router.bindings().values().stream().map(Bound::binding).toList();
        return new Inventory(settings.labels(), actors, provided, bound);
    }

    private HostedActor hosted(String key) throws HostException {
        return Optional.ofNullable(router.actors().get(key))
                .orElseThrow(() -> new HostException(Reason.UNKNOWN, "No such actor: " + key));
    }

    private void requireOpen() throws HostException {
        if (closed) {
            throw new HostException(Reason.CLOSED, "the host is closed");
        }
    }

    /** Stops providers first, so that nothing new comes in, then lets the actors go. */
    @Override
    public void close() {
        synchronized (changes) {
            closed = true;
            providers.values().forEach(Host::close);
            providers.clear();
            router.bindings().clear();
            router.actors().values().forEach(HostedActor::close);
            router.actors().clear();
        }
    }

    private static void close(CapabilityProvider provider) {
        try {
            provider.close();
        } catch (Exception e) {
            LOG.warn("{} did not stop cleanly: {}", provider.descriptor().id(), e.getMessage());
        }
    }
}
