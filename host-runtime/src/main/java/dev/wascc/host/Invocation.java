package dev.wascc.host;

/**
 * One call with its two ends.
 *
 * @param id tells this call from all others, a UUID
 * @param payload not copied; do not modify
 */
public record Invocation(String id, Entity origin, Entity target, String operation, byte[] payload) {
    /** The ends and the size; never the payload. */
    @Override
    public String toString() {
        return id + " " + origin + " -> " + target + " " + operation + " (" + payload.length + " bytes)";
    }
}
