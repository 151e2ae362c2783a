package dev.wascc.provider;

import java.util.List;
import java.util.Map;

/**
 * Something an actor may be granted: an HTTP server, a key-value store, a log.
 *
 * <p>A provider is found by {@link java.util.ServiceLoader} or handed to the host, and so needs a public constructor without
 * parameters that does nothing but set fields. One instance serves one binding name; the host makes as many as there
 * are names. All methods may be called from several threads at once.
 */
public interface CapabilityProvider extends AutoCloseable {

    /** What this provider is; the same answer each time, and cheap. */
    CapabilityDescriptor descriptor();

    /**
     * Whether this is the provider that a binding's values mean, where several of one capability are installed: by the configuration
     * keys it reads, {@code URL} of its own scheme and so on. The embedded default of a capability suits empty values. Cheap, and
     * asked before {@link #start}.
     */
    default boolean suits(Map<String, String> values) {
        return true;
    }

    /** The values that {@link #suits}, in words for people: {@code URL: redis://… or rediss://…}. */
    default String suitedBy() {
        return "any values";
    }

    /** Called once, before any binding. Keep the dispatcher if this provider calls actors. */
    default void start(Dispatcher toActors) throws Exception {}

    /**
     * Configures this provider for one actor. Binding an actor again replaces its configuration. An exception refuses
     * the binding, and its message is shown to the person who asked for it: no secret of the values may stand in it.
     */
    void bind(Binding binding) throws Exception;

    /** Forgets an actor and frees what was held for it. Unknown actors are ignored. */
    void unbind(String actor) throws Exception;

    /**
     * Performs one operation for a bound actor. The host calls this only for actors whose claims carry the capability and
     * that have been bound.
     *
     * @param actor public key of the calling actor, 56 characters
     * @param payload MessagePack as the capability defines it; do not modify
     * @return MessagePack as the capability defines it, empty where it defines nothing
     * @throws Exception refuses; the message is what the actor sees
     */
    byte[] handle(String actor, String operation, byte[] payload) throws Exception;

    /** Where the outside reaches this actor through this provider, as URLs; for people, may be empty. */
    default List<String> endpoints(String actor) {
        return List.of();
    }

    /**
     * Whether this provider can do its work now: whether the server behind it answers, say. Cheap, as it is asked every few seconds; not
     * called twice at the same time.
     *
     * @throws Exception it cannot; the message goes to the host's log, and no secret may stand in it
     */
    default void checkHealth() throws Exception {}

    /**
     * The host is about to stop: calls no actors from now on, and tells those who ask from outside so. Calls that run go on to their
     * end, and so do the actors' own; {@link #close} comes later. Returns soon.
     */
    default void drain() throws Exception {}

    /** What serves this actor and where, for people: {@code memory}, {@code redis 127.0.0.1:6379}. Never a user or a password. */
    default String backend(String actor) {
        return descriptor().name();
    }

    /** Stops servers and frees everything. Called once, after the last {@link #handle}. */
    @Override
    default void close() throws Exception {}
}
