package dev.wascc.host;

import java.util.ArrayDeque;
import java.util.Deque;

/** The actors that are in the calls of this thread, outermost first. A call is one stack, so this is its thread's. */
final class CallChain {
    static final int MAX_DEPTH = 16;

    private static final ThreadLocal<Deque<String>> ACTORS = ThreadLocal.withInitial(ArrayDeque::new);

    private CallChain() {}

    /** Enters an actor; refuses one that is in the chain already, at once and before any lock is waited for. */
    static void enter(String actor) throws InvocationException {
        Deque<String> actors = ACTORS.get();
        if (actors.contains(actor)) {
            throw GuestTexts.actorRefused(
                    InvocationException.Reason.REENTRANT,
                    "actor " + actor + " is in this chain of calls already (" + String.join(" -> ", actors)
                            + "); an actor cannot be called from within its own call");
        }
        if (actors.size() >= MAX_DEPTH) {
            throw GuestTexts.actorRefused(
                    InvocationException.Reason.REENTRANT,
                    "the chain of calls is " + MAX_DEPTH + " actors long, the most that is allowed");
        }
        actors.addLast(actor);
    }

    static void leave() {
        Deque<String> actors = ACTORS.get();
        actors.removeLast();
        if (actors.isEmpty()) {
            ACTORS.remove();
        }
    }
}
