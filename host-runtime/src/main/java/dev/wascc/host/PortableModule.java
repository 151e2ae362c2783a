package dev.wascc.host;

import dev.wascc.claims.VerifiedActor;
import dev.wascc.host.HostException.Reason;
import dev.wascc.host.portable.PortableGuest;
import dev.wascc.host.portable.PortableProvider;
import dev.wascc.provider.Binding;
import dev.wascc.provider.CapabilityDescriptor;
import dev.wascc.provider.message.MessageFormatException;
import dev.wascc.wapc.GuestException;
import dev.wascc.wapc.HostCall;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The module of a portable provider in its host: runs as an actor does, by the same limits, and may call the actors that are bound to
 * it. One instance, as it may keep what several actors share.
 */
final class PortableModule implements PortableGuest {
    private final HostedActor guest;

    private PortableModule(HostedActor guest) {
        this.guest = guest;
    }

    /**
     * Starts a portable provider and asks what it provides.
     *
     * @throws HostException it does not start, does not answer, or provides something else than its claims list
     */
    static HostedProvider start(
            VerifiedActor module, String bindingName, Router router, ModuleLoader loader, ActorSettings hosting)
            throws HostException {
        Calls calls = new Calls(module, router);
        PortableModule started = new PortableModule(loader.start(module, calls, hosting.withInstances(1)));
        boolean agreed = false;
        try {
            PortableProvider provider = described(module, started);
            HostedProvider.Key key =
                    new HostedProvider.Key(provider.descriptor().id(), bindingName);
            requireClaimed(module, key);
            calls.key = key;
            agreed = true;
            return new HostedProvider(key, provider, provider.descriptor(), started);
        } finally {
            if (!agreed) {
                started.close();
            }
        }
    }

    @SuppressWarnings("IllegalCatch") // the wall around the module, which answers what it likes
    private static PortableProvider described(VerifiedActor module, PortableModule started) throws HostException {
        try {
            return PortableProvider.of(started);
        } catch (Exception e) {
            throw undescribed(module, e);
        }
    }

    private static HostException undescribed(VerifiedActor module, Exception why) {
        return new HostException(
                Reason.PROVIDER,
                "Capability provider error: " + LogText.of(module.name()) + " does not say what it provides: "
                        + LogText.of(String.valueOf(why.getMessage())),
                why);
    }

    HostedActor guest() {
        return guest;
    }

    /**
     * Another version in the place of the one that runs.
     *
     * @return what the new one says of itself
     * @throws HostException it does not start, does not answer, or provides something else than what runs here
     */
    CapabilityDescriptor replace(VerifiedActor version, HostedProvider.Key key, Router router, ModuleLoader loader)
            throws HostException {
        requireClaimed(version, key);
        Calls calls = new Calls(version, router);
        calls.key = key;
        AtomicReference<@Nullable CapabilityDescriptor> said = new AtomicReference<>();
        loader.replace(guest, version, calls, call -> {
            CapabilityDescriptor descriptor = asked(version, call);
            if (!descriptor.id().equals(key.capability())) {
                throw new HostException(
                        Reason.INVALID_MODULE,
                        "Capability provider error: the new version of " + LogText.of(version.name()) + " provides "
                                + LogText.of(descriptor.id()) + ", and the one that runs "
                                + LogText.of(key.capability())
                                + "; the actors that are bound to it would lose what they use");
            }
            said.set(descriptor);
        });
        return Objects.requireNonNull(said.get());
    }

    private static CapabilityDescriptor asked(VerifiedActor version, HostedActor.Trial.Call call)
            throws HostException, GuestException {
        try {
            return PortableProvider.descriptor(call.of(PortableProvider.DESCRIPTOR, PortableProvider.request()));
        } catch (MessageFormatException e) {
            throw undescribed(version, e);
        }
    }

    private static void requireClaimed(VerifiedActor module, HostedProvider.Key key) throws HostException {
        if (!module.claimsCapability(key.capability())) {
            throw new HostException(
                    Reason.UNAUTHORIZED,
                    "Capability provider error: " + LogText.of(module.name()) + " provides "
                            + LogText.of(key.capability()) + ", which its claims do not list; they list "
                            + LogText.of(String.join(", ", module.capabilities())) + ". Sign it with --cap "
                            + LogText.of(key.capability()) + " if it may.");
        }
    }

    /** What the module calls, once it is known as whose provider. */
    private static final class Calls implements HostCall {
        private final VerifiedActor module;
        private final Router router;
        private volatile HostedProvider.@Nullable Key key;

        private Calls(VerifiedActor module, Router router) {
            this.module = module;
            this.router = router;
        }

        @Override
        public byte[] call(String binding, String namespace, String operation, byte[] payload)
                throws InvocationException {
            HostedProvider.Key from = key;
            return from != null && Router.isActor(namespace)
                    ? router.fromPortable(module, from, namespace, operation, payload)
                    : router.fromGuest(module, binding, namespace, operation, payload);
        }
    }

    @Override
    public byte[] call(String operation, byte[] payload) throws Exception {
        try {
            return guest.call(operation, payload, HostedActor.UNLIMITED);
        } catch (InvocationException e) {
            throw unwrapped(e);
        }
    }

    @Override
    public void bind(Binding binding) throws Exception {
        try {
            guest.configure(binding, guest.configuration(binding));
        } catch (InvocationException e) {
            throw unwrapped(e);
        }
    }

    @Override
    public void unbind(String actor, String operation, byte[] payload) throws Exception {
        try {
            call(operation, payload);
        } finally {
            guest.forgetConfiguration(actor);
        }
    }

    /** What the module said, or what became of it; that an actor failed would be no true word. */
    private static Exception unwrapped(InvocationException e) {
        return e.getCause() instanceof GuestException cause ? cause : e;
    }

    @Override
    public void close() {
        guest.end();
    }
}
