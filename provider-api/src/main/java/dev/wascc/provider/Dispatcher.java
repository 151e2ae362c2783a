package dev.wascc.provider;

import java.time.Duration;

/** The way from a provider into the actors that are bound to it. */
@FunctionalInterface
public interface Dispatcher {

    /**
     * Calls an actor and waits for its answer, on the caller's thread.
     *
     * @param actor public key of the actor, 56 characters
     * @param payload MessagePack; not copied, do not modify afterwards
     * @throws DispatchException when the actor failed, is not there, or ran out of time
     */
    byte[] dispatch(String actor, String operation, byte[] payload) throws DispatchException;

    /**
     * The same, where the answer is of use for so long only: the call is stopped after this time, or that of the actor's own limits, whichever
     * is shorter. A host's dispatcher keeps to it; one that does not say so calls as without.
     */
    default byte[] dispatch(String actor, String operation, byte[] payload, Duration time) throws DispatchException {
        return dispatch(actor, operation, payload);
    }
}
