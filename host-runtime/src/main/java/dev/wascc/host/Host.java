package dev.wascc.host;

import dev.wascc.claims.VerifiedActor;
import dev.wascc.host.Bindings.Bound;
import dev.wascc.host.HostException.Reason;
import dev.wascc.nkeys.PublicKey;
import dev.wascc.provider.Binding;
import dev.wascc.provider.CapabilityProvider;
import dev.wascc.wapc.HostCall;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Actors, providers, and the bindings between them. Takes verified actors only. Calls run on their callers' threads. All methods
 * may be called from any thread; changes of one actor or one provider are made one at a time, and hold up nothing else.
 */
public final class Host implements AutoCloseable {
    /** The most instances that an actor may have. */
    public static final int MAX_INSTANCES = 1024;

    private static final Logger LOG = LoggerFactory.getLogger(Host.class);
    private static final Duration SHORT_GRACE = Duration.ofMillis(600);

    private final HostSettings settings;
    private final Instant started;
    private final Router router;
    private final ModuleLoader loader;
    private final Turns turns;
    private final HostedProviders providers;
    private final AtomicBoolean closed = new AtomicBoolean();

    Host(HostSettings settings) {
        this.settings = settings;
        this.started = settings.clock().instant();
        this.router = new Router(settings);
        this.loader = new ModuleLoader(settings);
        this.turns = new Turns(settings.patience());
        this.providers = new HostedProviders(router);
    }

    public static HostBuilder builder() {
        return new HostBuilder();
    }

    /** This host's identity, a server key ({@code N…}). */
    public PublicKey key() {
        return settings.identity().publicKey();
    }

    /** How modules are hosted of which nothing else is said: one instance, the limits of this host, no files. */
    public ActorSettings defaults() {
        return ActorSettings.of(settings.limits());
    }

    /** As {@link #add(VerifiedActor, ActorSettings)} with the {@link #defaults}. */
    public void add(VerifiedActor actor) throws HostException {
        add(actor, defaults());
    }

    /** As {@link #add(VerifiedActor, ActorSettings)} with so many instances, and else the {@link #defaults}. */
    public void add(VerifiedActor actor, int instances) throws HostException {
        add(actor, defaults().withInstances(instances));
    }

    /**
     * Compiles and starts an actor; binds {@code wascc:extras} if it claims it.
     *
     * @throws HostException it is here already, its call alias is another's, it is a provider or a component, has expired, has no room in
     *     the memory of the host, or does not start
     */
    public void add(VerifiedActor actor, ActorSettings hosting) throws HostException {
        String key = actor.key().text();
        turns.take(key, () -> {
            requireOpen();
            if (router.actors().containsKey(key)) {
                throw new HostException(
                        Reason.DUPLICATE,
                        "Actor " + key + " is already in this host. Remove it, or replace it by another version");
            }
            loader.requireLoadable(actor, false);
            withAlias(actor, () -> {
                HostedActor hosted = loader.start(actor, hostCall(actor), hosting);
                bindExtras(actor);
                router.actors().put(key, hosted);
            });
            settings.recorder().hosted(actor);
            LOG.info("actor {} ({}) came", name(actor), key);
            if (closed.get()) {
                withdraw(key);
                requireOpen();
            }
        });
    }

    /** Makes a change for which the actor has its alias; where it fails the actor has it only if it had it before. */
    private void withAlias(VerifiedActor actor, Turns.Change change) throws HostException {
        boolean fresh = router.aliases().take(actor);
        boolean made = false;
        try {
            providers.requireNoCapability(Aliases.of(actor));
            change.make();
            made = true;
        } finally {
            if (fresh && !made) {
                router.aliases().release(actor);
            }
        }
    }

    /**
     * Puts a new version of an actor in the place of the one that is here: calls that run end on the old one, all later ones begin on
     * the new one, and no call is lost. Claims take effect with the code: bindings that the new ones do not carry are taken back,
     * the others stay as they are, and {@code wascc:extras} is bound if they claim it. The old version goes on if the new one does
     * not start. Its {@link ActorSettings} stay.
     *
     * @throws HostException no such actor; an issuer that is neither the old one nor trusted by the verifier's policy; or as
     *     {@link #add(VerifiedActor)}
     */
    public void replace(VerifiedActor actor) throws HostException {
        String key = actor.key().text();
        turns.take(key, () -> {
            requireOpen();
            HostedActor hosted = hosted(key);
            VerifiedActor before = hosted.actor();
            requireIssuer(actor, before.claims().issuer());
            loader.requireLoadable(actor, false);
            withAlias(actor, () -> loader.replace(hosted, actor, hostCall(actor), HostedActor.Trial.NONE));
            if (!Aliases.of(before).equals(Aliases.of(actor))) {
                router.aliases().release(before);
            }
            for (Bound bound : router.bindings().of(key)) {
                if (!actor.claimsCapability(bound.binding().capability())) {
                    releaseOrWarn(bound);
                }
            }
            bindExtras(actor);
            settings.recorder().hosted(actor);
            LOG.info("actor {} ({}) was replaced", name(actor), key);
        });
    }

    private static void requireIssuer(VerifiedActor actor, PublicKey before) throws HostException {
        PublicKey issuer = actor.claims().issuer();
        if (!issuer.equals(before) && !actor.policy().judgesIssuer()) {
            throw new HostException(
                    Reason.UNAUTHORIZED,
                    "the new version of " + name(actor) + " is signed by " + issuer + ", the one that runs by " + before
                            + "; a replacement comes from the same issuer, or from one that is trusted by name");
        }
    }

    private HostCall hostCall(VerifiedActor actor) {
        return (binding, namespace, operation, payload) ->
                router.fromGuest(actor, binding, namespace, operation, payload);
    }

    private void bindExtras(VerifiedActor actor) throws HostException {
        Optional<HostedProvider> extras =
                providers.find(new HostedProvider.Key(ExtrasProvider.ID, Binding.DEFAULT_NAME));
        if (extras.isPresent() && actor.claimsCapability(ExtrasProvider.ID)) {
            bind(Binding.of(actor.key().text(), ExtrasProvider.ID, Map.of()), actor, extras.get());
        }
    }

    /**
     * Starts a provider under a binding name; a blank one is {@code default}.
     *
     * @throws HostException another one of the capability has that name, or the provider does not start
     */
    public void add(CapabilityProvider provider, String bindingName) throws HostException {
        HostedProvider hosted = HostedProvider.of(provider, bindingName);
        turns.take(hosted.key().toString(), () -> {
            requireOpen();
            providers.requireNew(hosted.key());
            take(hosted);
        });
    }

    /** As {@link #addProvider(VerifiedActor, String, ActorSettings)} with the {@link #defaults}. */
    public void addProvider(VerifiedActor module, String bindingName) throws HostException {
        addProvider(module, bindingName, defaults());
    }

    /**
     * Starts a portable provider, a module whose claims say {@code prov}, under a binding name. It may call the actors that are bound to
     * it, by their keys. It is asked what it provides, and its claims must list just that.
     *
     * @throws HostException it is no provider, has expired, does not start, provides what it does not claim, or as
     *     {@link #add(CapabilityProvider, String)}
     */
    public void addProvider(VerifiedActor module, String bindingName, ActorSettings hosting) throws HostException {
        turns.take(module.key().text(), () -> {
            requireOpen();
            loader.requireLoadable(module, true);
            HostedProvider hosted = PortableModule.start(module, bindingName, router, loader, hosting);
            boolean taken = false;
            try {
                turns.take(hosted.key().toString(), () -> {
                    requireOpen();
                    providers.requireNew(hosted.key());
                    take(hosted);
                });
                taken = true;
            } finally {
                if (!taken) {
                    hosted.close();
                }
            }
        });
    }

    /**
     * Puts a new version of a portable provider in the place of the one that is here, as {@link #replace(VerifiedActor)} does: no call is
     * lost, all bindings stay, and the new version is told of each of them before it is called for the first time.
     *
     * @throws HostException no provider of that key; an issuer that is neither the old one nor trusted by the verifier's policy; another
     *     capability than before; or as {@link #addProvider(VerifiedActor, String, ActorSettings)}. The old version goes on then
     */
    public void replaceProvider(VerifiedActor module) throws HostException {
        String key = module.key().text();
        turns.take(key, () -> {
            requireOpen();
            HostedProvider provider = providers.requirePortable(key);
            turns.take(provider.key().toString(), () -> {
                requireIssuer(
                        module,
                        provider.portable().orElseThrow().actor().claims().issuer());
                loader.requireLoadable(module, true);
                provider.replace(module, router, loader);
                LOG.info("provider {} was replaced", provider.key());
            });
        });
    }

    private void take(HostedProvider hosted) throws HostException {
        Optional<String> actor = router.aliases().find(hosted.key().capability());
        if (actor.isPresent()) {
            throw new HostException(
                    Reason.DUPLICATE,
                    "the capability " + hosted.key() + " is the call alias of actor " + actor.get()
                            + "; calls by it would be ambiguous");
        }
        providers.start(hosted);
        if (closed.get()) {
            providers.remove(hosted.key());
            hosted.close();
            requireOpen();
        }
    }

    /** Whether a provider of this capability is here under this name. */
    public boolean provides(String capability, String bindingName) {
        return providers.has(new HostedProvider.Key(capability, bindingName));
    }

    /**
     * Configures a capability for an actor. A value {@code env:NAME} or {@code secret-file:PATH} stands for what is there, which the
     * provider alone is told. With the actor's own key as the capability, the configuration goes to the actor itself, and
     * to each instance of it that is made later.
     *
     * @throws HostException no such actor or provider, a capability that the claims do not carry, or the provider refused
     */
    public void bind(Binding binding) throws HostException {
        turns.take(binding.actor(), () -> {
            requireOpen();
            HostedActor hosted = router.actors().get(binding.actor());
            if (hosted == null) {
                throw new HostException(
                        Reason.UNKNOWN, "Attempted to bind non-existent actor " + LogText.of(binding.actor()));
            }
            VerifiedActor actor = hosted.actor();
            loader.requireValid(actor);
            if (binding.capability().equals(binding.actor())) {
                configure(hosted, binding);
                return;
            }
            if (!actor.claimsCapability(binding.capability())) {
                throw new HostException(
                        Reason.UNAUTHORIZED,
                        "Unauthorized binding: actor " + binding.actor() + " is not authorized to use capability "
                                + LogText.of(binding.capability()) + ". Sign it with --cap "
                                + LogText.of(binding.capability()) + " if it may.");
            }
            Bound bound = bind(binding, actor, providers.require(HostedProvider.Key.of(binding)));
            LOG.info("bound {} to {}", name(actor), bound.provider().key());
            // Whoever closed the host or took the actor or provider away meanwhile may not have seen this binding.
            if (closed.get() || router.actors().get(binding.actor()) != hosted || !providers.has(bound.provider())) {
                releaseOrWarn(bound);
                requireOpen();
                throw new HostException(
                        Reason.UNKNOWN, "the provider or the actor was taken away while it was bound: " + binding);
            }
        });
    }

    private Bound bind(Binding binding, VerifiedActor actor, HostedProvider provider) throws HostException {
        Map<String, String> given = settings.references().resolved(binding);
        Map<String, String> values = CoreOperations.withClaims(given, actor.claims());
        Binding told = new Binding(binding.actor(), binding.capability(), binding.name(), values);
        return router.bindings().bind(binding, told, provider);
    }

    private void configure(HostedActor hosted, Binding binding) throws HostException {
        try {
            router.configure(hosted, binding);
            LOG.info("configured {}", hosted.key());
        } catch (InvocationException e) {
            throw new HostException(
                    Reason.PROVIDER, "Failed to configure actor " + hosted.key() + " - " + e.getMessage(), e);
        }
    }

    /** Takes a binding back, after the call it is in; one that is not there is no error. */
    public void unbind(String actor, String capability, String bindingName) throws HostException {
        turns.take(actor, () -> {
            HostedActor hosted = router.actors().get(actor);
            if (hosted != null && actor.equals(capability)) {
                hosted.forgetConfiguration(actor);
            }
            Optional<Bound> bound =
                    router.bindings().find(capability, new HostedProvider.Key(capability, bindingName).name(), actor);
            if (bound.isPresent()) {
                router.bindings().release(bound.get());
                LOG.info("unbound {} from {}", actor, bound.get().provider().key());
            }
        });
    }

    private static String name(VerifiedActor actor) {
        return ModuleLoader.name(actor);
    }

    private void releaseOrWarn(Bound bound) {
        try {
            router.bindings().release(bound);
        } catch (HostException e) {
            LOG.warn("{}", LogText.of(String.valueOf(e.getMessage())));
        }
    }

    /**
     * Takes an actor and its bindings away. Nothing calls it from now on; the calls it is in have a second to end.
     *
     * @throws HostException no such actor
     */
    public void remove(PublicKey actor) throws HostException {
        // It ends now, even if a change of it hangs; what waits for its turn is only to clean up.
        hosted(actor.text()).end();
        turns.take(actor.text(), () -> withdraw(actor.text()));
    }

    private void withdraw(String key) {
        HostedActor hosted = router.actors().remove(key);
        if (hosted != null) {
            hosted.end();
            router.aliases().release(hosted.actor());
            LOG.info("actor {} ({}) went", name(hosted.actor()), key);
        }
        router.bindings().of(key).forEach(this::releaseOrWarn);
    }

    /**
     * Takes one provider and the bindings to it away; those of the same name or capability elsewhere stay.
     *
     * @throws HostException no such provider
     */
    public void removeProvider(String capability, String bindingName) throws HostException {
        HostedProvider.Key key = new HostedProvider.Key(capability, bindingName);
        turns.take(key.toString(), () -> {
            HostedProvider provider = providers.require(key);
            providers.remove(key);
            for (Bound bound : router.bindings().all()) {
                if (bound.provider() == provider) {
                    releaseOrWarn(bound);
                }
            }
            provider.close();
            LOG.info("provider {} went", key);
        });
    }

    /**
     * Calls an actor on this thread. {@code PerformLiveUpdate} with the bytes of a signed module replaces the actor by it, as
     * {@link #replace} does, if the gate of {@link HostBuilder#liveUpdates} lets it in.
     *
     * @param payload not copied; do not modify before this returns
     */
    public byte[] call(PublicKey actor, String operation, byte[] payload) throws InvocationException {
        if (operation.equals(CoreOperations.PERFORM_LIVE_UPDATE)) {
            return LiveUpdates.perform(actor.text(), payload, settings.liveUpdates(), this::replace);
        }
        return router.fromOwner(actor.text(), operation, payload);
    }

    /**
     * Starts the instances of all actors anew before their next calls, without translating anything again: what they keep in memory, drawn
     * random numbers included, is not carried on. For processes that are copied, of which each copy has to be one of its own.
     */
    public void renew() {
        router.actors().values().forEach(HostedActor::renew);
    }

    /** Where the outside reaches an actor, through whichever provider. */
    public List<String> endpoints(PublicKey actor) {
        return router.bindings().of(actor.text()).stream()
                .flatMap(bound -> bound.provider().endpoints(actor.text()).stream())
                .toList();
    }

    /** Where the outside reaches the actors, in the order of the addresses. */
    public List<Endpoint> endpoints() {
        return router.actors().values().stream()
                .map(HostedActor::actor)
                .flatMap(actor -> endpoints(actor.key()).stream().map(url -> new Endpoint(actor.name(), url)))
                .sorted(Comparator.comparing(Endpoint::url))
                .toList();
    }

    /** An address, and the name of the actor behind it. */
    public record Endpoint(String actorName, String url) {}

    /** What is here now, each list in the order of its keys. */
    public Inventory inventory() {
        return Inventory.of(settings, started, router, providers, loader.reservedPages());
    }

    /**
     * Whether the work can be done now. Asks each provider; waits so long at most, and one that has not answered then is down.
     */
    public Health health(Duration longest) {
        return Checkup.of(closed.get(), router.actors().values(), providers.all(), settings.clock(), longest);
    }

    private HostedActor hosted(String key) throws HostException {
        return Optional.ofNullable(router.actors().get(key))
                .orElseThrow(() -> new HostException(Reason.UNKNOWN, "No such actor: " + key));
    }

    private void requireOpen() throws HostException {
        if (closed.get()) {
            throw new HostException(Reason.CLOSED, "the host is closed");
        }
    }

    /** As {@link #close(Duration)} with a grace of 0.6 seconds. */
    @Override
    public void close() {
        close(SHORT_GRACE);
    }

    /**
     * Takes no more calls, gives those that run time to end, stops the rest, and closes the providers. Ends at most two seconds after
     * the grace, whatever guests and providers do, and as soon as the last call has ended.
     */
    public void close(Duration grace) {
        if (!closed.getAndSet(true)) {
            Closing.close(router.actors().values(), providers.all(), grace.toNanos());
            router.actors().clear();
            router.bindings().clear();
            router.aliases().clear();
            providers.clear();
        }
    }
}
