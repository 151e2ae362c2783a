package dev.wascc.lambda;

import dev.wascc.provider.Binding;
import dev.wascc.provider.Dispatcher;

/** The way of some events to one actor. */
sealed interface Route permits HttpRoute, RawRoute {
    /** The actor's public key. */
    String actor();

    Dispatcher dispatcher();

    /** A value that is {@code true} or {@code false}; false where there is none. */
    static boolean flag(Binding binding, String name) {
        String value = binding.values().getOrDefault(name, "false").strip();
        if (!value.equals("true") && !value.equals("false")) {
            throw new IllegalArgumentException(name + " is true or false");
        }
        return value.equals("true");
    }
}
