package dev.wascc.host;

import dev.wascc.claims.VerifiedActor;
import dev.wascc.host.HostException.Reason;
import dev.wascc.wapc.GuestException;
import dev.wascc.wapc.HostCall;
import dev.wascc.wapc.WapcModule;
import java.util.Optional;

/** Where modules become running guests: whether they may be loaded, their memory, their code, their first instances. */
final class ModuleLoader {
    private static final long PAGE_SIZE = 65_536;

    private final HostSettings settings;
    private final Gatekeeper gatekeeper;
    private final HostMemory memory;
    private final Observers observers;

    ModuleLoader(HostSettings settings) {
        this.settings = settings;
        this.gatekeeper = new Gatekeeper(settings.authorizer(), settings.clock());
        this.memory = new HostMemory(settings.totalMemoryPages());
        this.observers = new Observers(settings.observers());
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
    HostedActor start(VerifiedActor module, HostCall calls, ActorSettings hosting) throws HostException {
        try {
            WapcModule compiled = compile(module, hosting.limits());
            HostMemory.Share share = reserve(module, compiled, hosting);
            return new HostedActor(module, compiled, calls, hosting, share, observers, settings.clock());
        } catch (GuestException e) {
            throw new HostException(Reason.INVALID_MODULE, name(module) + " does not start: " + e.getMessage(), e);
        }
    }

    /** Another version in the place of the one that runs. */
    void replace(HostedActor hosted, VerifiedActor version, HostCall calls, HostedActor.Trial trial)
            throws HostException {
        try {
            WapcModule compiled = compile(version, hosted.settings().limits());
            hosted.replace(version, compiled, calls, reserve(version, compiled, hosted.settings()), trial);
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

    private HostMemory.Share reserve(VerifiedActor module, WapcModule compiled, ActorSettings hosting)
            throws HostException {
        long filePages = (hosting.wasi().files().memoryBytes() + PAGE_SIZE - 1) / PAGE_SIZE;
        return memory.reserve((compiled.memoryPages() + filePages) * hosting.instances(), name(module));
    }

    long reservedPages() {
        return memory.reservedPages();
    }

    static String name(VerifiedActor module) {
        return LogText.of(module.name());
    }
}
