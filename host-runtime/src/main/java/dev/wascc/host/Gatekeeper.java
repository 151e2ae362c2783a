package dev.wascc.host;

import dev.wascc.claims.VerifiedActor;
import dev.wascc.host.InvocationException.Reason;
import java.time.Clock;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an actor may call: what its claims list, as long as they hold, and the authorizer does not deny. */
final class Gatekeeper {
    private static final Logger LOG = LoggerFactory.getLogger(Gatekeeper.class);

    private final Authorizer authorizer;
    private final Clock clock;

    Gatekeeper(Authorizer authorizer, Clock clock) {
        this.authorizer = authorizer;
        this.clock = clock;
    }

    /**
     * @param namespace what the guest called: a capability, or an actor by its key or its alias; the claims list this, or the key
     * @param binding the name the guest gave, for the text
     */
    void requireAllowed(VerifiedActor caller, Entity target, String namespace, String binding, String operation)
            throws InvocationException {
        String called = namespace(target);
        // An actor may always call itself, as in wascc-host src/authz.rs; that this is re-entry is found later.
        if (!called.equals(caller.key().text())
                && !caller.claimsCapability(namespace)
                && !caller.claimsCapability(called)) {
            throw GuestTexts.notClaimed(caller, namespace, binding, operation);
        }
        requirePermitted(caller, target, operation);
    }

    /** As long as the claims hold, and the authorizer does not deny. */
    void requirePermitted(VerifiedActor caller, Entity target, String operation) throws InvocationException {
        Optional<String> invalid = Validity.refusal(caller, clock);
        if (invalid.isPresent()) {
            throw new InvocationException(Reason.EXPIRED, "WebAssembly module authorization failure: " + invalid.get());
        }
        if (!permits(caller, target, operation)) {
            throw GuestTexts.notAuthorized(caller, target);
        }
    }

    /** An actor cannot see who calls it, so nobody but its host may call it as its host. */
    static void requireNotReserved(String operation) throws InvocationException {
        if (CoreOperations.reserved(operation)) {
            throw GuestTexts.actorRefused(
                    Reason.NOT_AUTHORIZED, "the operation " + operation + " is for the host alone");
        }
    }

    /** Whether the authorizer lets the actor in; an authorizer that fails denies. */
    boolean mayLoad(VerifiedActor actor) {
        try {
            return authorizer.mayLoad(actor);
        } catch (RuntimeException e) {
            LOG.warn("the authorizer failed, which denies {}", actor.key(), e);
            return false;
        }
    }

    private boolean permits(VerifiedActor caller, Entity target, String operation) {
        try {
            return authorizer.mayInvoke(caller, target, operation);
        } catch (RuntimeException e) {
            LOG.warn("the authorizer failed, which denies {} the call", caller.key(), e);
            return false;
        }
    }

    static String namespace(Entity target) {
        if (target instanceof Entity.Actor actor) {
            return actor.key();
        }
        return target instanceof Entity.Capability capability ? capability.id() : "system";
    }
}
