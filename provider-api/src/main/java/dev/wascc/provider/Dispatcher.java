package dev.wascc.provider;

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
}
