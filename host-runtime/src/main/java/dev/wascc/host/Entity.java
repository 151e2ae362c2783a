package dev.wascc.host;

/** Who calls, or is called. {@code toString} is Rust's debug form, as the peers' host writes it into texts for guests. */
public sealed interface Entity {
    /** The host itself. */
    Entity SYSTEM = new SystemEntity();

    /** An actor, by its public key. */
    record Actor(String key) implements Entity {
        @Override
        public String toString() {
            return "Actor(" + quoted(key) + ")";
        }
    }

    /** A capability under a binding name. */
    record Capability(String id, String binding) implements Entity {
        @Override
        public String toString() {
            return "Capability { capid: " + quoted(id) + ", binding: " + quoted(binding) + " }";
        }
    }

    /** See {@link #SYSTEM}. */
    record SystemEntity() implements Entity {
        @Override
        public String toString() {
            return "Actor(\"system\")";
        }
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                default -> {
                    if (Character.isISOControl(c)) {
                        quoted.append("\\u{").append(Integer.toHexString(c)).append('}');
                    } else {
                        quoted.appendCodePoint(c);
                    }
                }
            }
        });
        return quoted.append('"').toString();
    }
}
