package dev.wascc.provider;

import java.util.Map;
import java.util.TreeSet;

/**
 * The configuration of one capability for one actor.
 *
 * @param actor public key of the actor, 56 characters
 * @param capability id as it is spelled on the wire, {@code wascc:keyvalue}
 * @param name tells two providers of one capability apart; {@value #DEFAULT_NAME} where a manifest says nothing
 * @param values the provider's settings; may hold secrets, so {@link #toString()} shows the keys alone
 */
public record Binding(String actor, String capability, String name, Map<String, String> values) {
    public static final String DEFAULT_NAME = "default";

    public Binding {
        name = name.isBlank() ? DEFAULT_NAME : name.strip();
        values = Map.copyOf(values);
    }

    public static Binding of(String actor, String capability, Map<String, String> values) {
        return new Binding(actor, capability, DEFAULT_NAME, values);
    }

    @Override
    public String toString() {
        return "Binding[" + actor + " -> " + capability + "," + name + ", values of " + new TreeSet<>(values.keySet())
                + "]";
    }
}
