package dev.wascc.host;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Whether a host can do its work now.
 *
 * @param actors state by public key
 * @param providers state by capability and binding name, {@code wascc:keyvalue/default}
 */
public record Health(Status status, SortedMap<String, Part> actors, SortedMap<String, Part> providers) {
    /** Of the host. */
    public enum Status {
        /** All its providers do their work. */
        UP,
        /** A provider does not. */
        DOWN,
        /** It takes no more calls. */
        STOPPING
    }

    /** Of an actor or provider. */
    public enum Part {
        UP,
        /** The provider cannot do its work. */
        DOWN,
        /** The actor's claims do not hold now, so that its calls are refused; the others' are not. */
        EXPIRED
    }

    public Health {
        actors = new TreeMap<>(actors);
        providers = new TreeMap<>(providers);
    }
}
