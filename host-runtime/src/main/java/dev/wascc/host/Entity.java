package dev.wascc.host;

/** Who calls, or is called. */
public sealed interface Entity {
    /** The host itself. */
    Entity SYSTEM = new SystemEntity();

    /** An actor, by its public key. */
    record Actor(String key) implements Entity {
        @Override
        public String toString() {
            return "Actor(\"" + key + "\")";
        }
    }

    /** A capability under a binding name. */
    record Capability(String id, String binding) implements Entity {
        @Override
        public String toString() {
            return "Capability { capid: \"" + id + "\", binding: \"" + binding + "\" }";
        }
    }

    /** See {@link #SYSTEM}. */
    record SystemEntity() implements Entity {
        @Override
        public String toString() {
            return "Actor(\"system\")";
        }
    }
}
