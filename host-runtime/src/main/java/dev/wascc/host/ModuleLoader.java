package dev.wascc.host;

import dev.wascc.claims.VerifiedActor;
import dev.wascc.host.HostException.Reason;
import dev.wascc.wapc.GuestException;
import dev.wascc.wapc.HostCall;
import dev.wascc.wapc.WapcModule;
import java.util.Optional;

/** Where modules become running guests: whether they may be loaded, their memory, their code, their first instances. */
final class ModuleLoader {
    private final HostSettings settings;
    private final Gatekeeper gatekeeper;
    private final HostMemory memory;

    ModuleLoader(HostSettings settings) {
        this.settings = settings;
        this.gatekeeper = new Gatekeeper(settings.authorizer(), settings.clock());
        this.memory = new HostMemory(settings.totalMemoryPages());
    }

    /** Whether this may run here, as an actor or as a provider. */
    void requireLoadable(VerifiedActor module, boolean asProvider) throws HostException {
        if (module.claims().metadata().provider() != asProvider) {
            throw new HostException(
                    Reason.INVALID_MODULE,
                    name(module)
                            + (asProvider
                                    ? " is an actor, and no capability provider: its claims do not say prov. Sign it with"
                                            + " --prov if it is one"
                                    : " is a capability provider (prov), and no actor; list it among the capabilities"));
        }
        if (module.module().isComponent()) {
            throw new HostException(Reason.INVALID_MODULE, name(module) + " is a component; actors are core modules");
        }
        requireValid(module);
        if (!gatekeeper.mayLoad(module)) {
            throw new HostException(Reason.UNAUTHORIZED, "Authorization hook denied access to module " + name(module));
        }
    }

    void requireValid(VerifiedActor actor) throws HostException {
        Optional<String> invalid = Validity.refusal(actor, settings.clock());
        if (invalid.isPresent()) {
            throw new HostException(Reason.UNAUTHORIZED, invalid.get());
        }
    }

    /** A guest with its instances. */
    HostedActor start(VerifiedActor module, HostCall calls, int instances, ActorLimits limits) throws HostException {
        try {
            WapcModule compiled = compile(module, limits);
            HostMemory.Share share = reserve(module, compiled, instances);
            return new HostedActor(module, compiled, calls, instances, limits, share, settings.clock());
        } catch (GuestException e) {
            throw new HostException(Reason.INVALID_MODULE, name(module) + " does not start: " + e.getMessage(), e);
        }
    }

    /** Another version in the place of the one that runs. */
    void replace(HostedActor hosted, VerifiedActor version, HostCall calls) throws HostException {
        try {
            WapcModule compiled = compile(version, hosted.limits());
            hosted.replace(version, compiled, calls, reserve(version, compiled, hosted.instances()));
        } catch (GuestException e) {
            throw new HostException(
                    Reason.INVALID_MODULE,
                    "the new version of " + name(version) + " does not start: " + e.getMessage(),
                    e);
        }
    }

    private WapcModule compile(VerifiedActor module, ActorLimits limits) throws GuestException {
        return WapcModule.compile(module.module().bytes(), settings.engine(), limits.guest(), settings.codeCache());
    }

    private HostMemory.Share reserve(VerifiedActor module, WapcModule compiled, int instances) throws HostException {
        return memory.reserve((long) compiled.memoryPages() * instances, name(module));
    }

    long reservedPages() {
        return memory.reservedPages();
    }

    static String name(VerifiedActor module) {
        return LogText.of(module.name());
    }
}
