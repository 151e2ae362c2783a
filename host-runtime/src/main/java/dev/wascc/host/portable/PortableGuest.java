package dev.wascc.host.portable;

import dev.wascc.provider.Binding;

/** The running module of a portable provider. Any method may be called from several threads; the module sees one call at a time. */
public interface PortableGuest extends AutoCloseable {
    /** @throws Exception the module answered with an error, trapped, or ran out of time */
    byte[] call(String operation, byte[] payload) throws Exception;

    /**
     * Tells it {@code BindActor}. Where the module has to be started anew later, it is told again before anything else, as it has lost
     * what it knew.
     *
     * @throws Exception as {@link #call}; it is not told again then
     */
    void bind(Binding binding) throws Exception;

    /** As {@link #call}, and forgets what {@link #bind} kept of this actor. */
    void unbind(String actor, String operation, byte[] payload) throws Exception;

    @Override
    void close();
}
