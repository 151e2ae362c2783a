package dev.wascc.host;

import dev.wascc.claims.VerifiedActor;
import dev.wascc.host.InvocationException.Reason;

/** The error texts that guests of wascc-host 0.14 read (src/errors.rs, src/authz.rs, src/bus/inproc.rs). */
final class GuestTexts {
    private GuestTexts() {}

    static InvocationException notClaimed(VerifiedActor caller, String namespace, String binding, String operation) {
        return new InvocationException(
                Reason.NOT_CLAIMED,
                "WebAssembly module authorization failure: " + kind(caller) + " " + caller.key() + " attempted to call "
                        + operation + " on " + namespace + "," + binding + " - PERMISSION DENIED.");
    }

    static InvocationException notAuthorized(VerifiedActor caller, Entity target) {
        return new InvocationException(
                Reason.NOT_AUTHORIZED,
                "WebAssembly module authorization failure: " + kind(caller) + " " + caller.key() + " attempted to call "
                        + target + " - Authorizer denied access");
    }

    static InvocationException nobodyListens(Reason reason, String subject) {
        return new InvocationException(
                reason,
                "Error occurred during host call: waSCC Host Error: Attempted bus call for " + subject
                        + " with no subscribers");
    }

    static InvocationException notBoundTo(String actor, String capability, String binding) {
        return actorRefused(Reason.NOT_BOUND, "actor " + actor + " is not bound to " + capability + "," + binding);
    }

    static InvocationException providerFailed(String text, Throwable cause) {
        return new InvocationException(
                Reason.PROVIDER_FAILED,
                "Invocation failure: failed to invoke capability: Error occurred during host call: " + text,
                cause);
    }

    static InvocationException actorFailed(Reason reason, String text, Throwable cause) {
        return new InvocationException(reason, "Invocation failure: failed to invoke actor: " + text, cause);
    }

    static InvocationException actorRefused(Reason reason, String text) {
        return new InvocationException(reason, "Invocation failure: failed to invoke actor: " + text);
    }

    static String actorSubject(String key) {
        return "wasmbus.actor." + key;
    }

    static String capabilitySubject(String capability, String binding, String actor) {
        return "wasmbus.provider." + capability.replace(':', '.') + "." + binding + "." + actor;
    }

    private static String kind(VerifiedActor caller) {
        return caller.claims().metadata().provider() ? "Provider" : "Actor";
    }
}
