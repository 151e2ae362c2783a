package dev.wascc.provider;

import java.util.List;

/**
 * What a provider says of itself, as {@code GetCapabilityDescriptor} answers it.
 *
 * @param id the capability, {@code wascc:keyvalue}
 * @param name for people
 * @param version of the provider, semantic
 * @param revision grows with each release of the provider
 */
public record CapabilityDescriptor(
        String id, String name, String version, int revision, String longDescription, List<Operation> operations) {

    public CapabilityDescriptor {
        operations = List.copyOf(operations);
    }

    /** One operation of a capability, and who calls whom. */
    public record Operation(String name, Direction direction, String docText) {}

    /** Who calls whom; the order is the wire's (index 0, 1, 2). */
    public enum Direction {
        TO_ACTOR,
        TO_PROVIDER,
        BOTH
    }
}
