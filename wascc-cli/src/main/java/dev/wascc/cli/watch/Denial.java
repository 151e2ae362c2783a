package dev.wascc.cli.watch;

import dev.wascc.host.Entity;
import dev.wascc.host.InvocationException.Reason;
import dev.wascc.provider.OneLine;
import java.time.Instant;

/** A call by an actor that was refused: what it asked, and what would mend it. */
public record Denial(Instant time, String actor, Entity target, String operation, Reason reason) {
    private static final int MAX_NAME = 64;

    /** {@code called wascc:logging WriteLog, which its claims do not grant}. */
    public String text() {
        return "called " + shown(name()) + " " + shown(operation) + ", " + why();
    }

    private String why() {
        return switch (reason) {
            case NOT_CLAIMED -> "which its claims do not grant";
            case NOT_AUTHORIZED -> "which the authorizer does not allow";
            case NOT_BOUND -> "which is not bound to it under the name " + shown(binding());
            case NO_SUCH_ACTOR -> "which is not in this host";
            case REENTRANT -> "which is in this chain of calls already";
            case EXPIRED -> "but its claims do not hold now";
            default -> "which was refused";
        };
    }

    /** What to do, if it may; empty where that is not for a command to say. */
    public String hint() {
        return switch (reason) {
            case NOT_CLAIMED -> "sign it with --cap " + shown(name()) + ", if it may do that";
            case NOT_BOUND -> "bind " + shown(name()) + " in a manifest, or run it with a provider of it";
            case EXPIRED -> "sign it again";
            default -> "";
        };
    }

    /** Of the target: a capability or a public key. */
    public String name() {
        if (target instanceof Entity.Actor called) {
            return called.key();
        }
        return target instanceof Entity.Capability capability ? capability.id() : "system";
    }

    private String binding() {
        return target instanceof Entity.Capability capability ? capability.binding() : "";
    }

    private static String shown(String text) {
        return OneLine.of(text, MAX_NAME);
    }
}
