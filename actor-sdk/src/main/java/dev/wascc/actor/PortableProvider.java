package dev.wascc.actor;

import java.util.List;
import java.util.Map;

/**
 * A capability provider that is a module of its own, in the sandbox as actors are: signed as a provider, loaded by an entry under
 * {@code capabilities} in a manifest. It is told which actors are bound to it; of a call it learns operation and payload, not the caller.
 */
public interface PortableProvider {
    /** What it is; the host asks once, when it starts. */
    Descriptor descriptor();

    /**
     * An actor may call it from now on. Told again where it has been started anew.
     *
     * @param actor public key of the actor
     * @param values of the binding; those that begin with {@code __wascc_} are the host's, of the actor's claims
     * @throws Exception refuses the binding, by its message
     */
    void bind(String actor, Map<String, String> values) throws Exception;

    /** An actor may not call it any more. */
    void unbind(String actor);

    /**
     * Performs one of the operations that the descriptor names.
     *
     * @throws Exception refuses; its message is what the actor is told
     */
    byte[] handle(String operation, byte[] payload) throws Exception;

    /**
     * What a provider says of itself.
     *
     * @param capability id, {@code wascc:keyvalue}; one that its claims list
     * @param name for people
     * @param version for people
     * @param revision a number that grows with each release
     * @param description for people
     * @param operations that actors may call
     */
    record Descriptor(
            String capability,
            String name,
            String version,
            int revision,
            String description,
            List<Operation> operations) {
        private static final int TO_PROVIDER = 1;

        /** The answer to {@code GetCapabilityDescriptor}. */
        public byte[] toBytes() {
            return new FieldWriter(6)
                    .text("id", capability)
                    .text("name", name)
                    .text("version", version)
                    .whole("revision", revision)
                    .text("long_description", description)
                    .messages(
                            "supported_operations",
                            operations.stream()
                                    .map(operation -> new FieldWriter(3)
                                            .text("name", operation.name())
                                            .variant("direction", TO_PROVIDER)
                                            .text("doctext", operation.description()))
                                    .toList())
                    .toBytes();
        }
    }

    /** An operation, and a line on it for people. */
    record Operation(String name, String description) {}
}
