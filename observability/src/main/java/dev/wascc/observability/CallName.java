package dev.wascc.observability;

import dev.wascc.host.Entity;
import dev.wascc.host.Invocation;
import dev.wascc.provider.OneLine;

/** Who called what, as texts of bounded length: guests choose them. */
record CallName(String targetKind, String origin, String target, String operation) {
    private static final int MAX_LENGTH = 128;

    static CallName of(Invocation invocation) {
        return new CallName(
                kind(invocation.target()),
                text(invocation.origin()),
                text(invocation.target()),
                bounded(invocation.operation()));
    }

    /** {@code M…}, {@code wascc:keyvalue/default} or {@code system}. */
    static String text(Entity entity) {
        if (entity instanceof Entity.Actor actor) {
            return bounded(actor.key());
        }
        return entity instanceof Entity.Capability capability
                ? bounded(capability.id() + "/" + capability.binding())
                : "system";
    }

    static String bounded(String text) {
        return OneLine.of(text, MAX_LENGTH);
    }

    private static String kind(Entity target) {
        return target instanceof Entity.Capability ? "capability" : "actor";
    }
}
