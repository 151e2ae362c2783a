package dev.wascc.host;

import dev.wascc.claims.VerifiedActor;

/** A say in who may load and call. Asked after the claims were found to allow it, so it can only be stricter than they are. */
public interface Authorizer {
    /** Says yes to whatever the claims allow. */
    Authorizer CLAIMS_ONLY = new Authorizer() {};

    default boolean mayLoad(VerifiedActor actor) {
        return true;
    }

    default boolean mayInvoke(VerifiedActor caller, Entity target, String operation) {
        return true;
    }
}
