package dev.wascc.host;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.Collectors;

/**
 * The actors that are in the calls of this thread, outermost first. A call is one stack, so this is its thread's, through whatever
 * providers and hosts it goes.
 */
final class CallChain {
    static final int MAX_DEPTH = 16;

    private static final ThreadLocal<Deque<HostedActor>> ACTORS = ThreadLocal.withInitial(ArrayDeque::new);

    private CallChain() {}

    /** Whether this thread is in no actor's call. */
    static boolean isEmpty() {
        return ACTORS.get().isEmpty();
    }

    /** Enters an actor; refuses one that is in the chain already, at once and before anything is waited for. */
    static void enter(HostedActor actor) throws InvocationException {
        Deque<HostedActor> actors = ACTORS.get();
        // By identity: another host's actor of that key is another actor.
        if (actors.contains(actor)) {
            throw GuestTexts.actorRefused(
                    InvocationException.Reason.REENTRANT,
                    "actor " + actor.key() + " is in this chain of calls already ("
                            + actors.stream().map(HostedActor::key).collect(Collectors.joining(" -> "))
                            + "); an actor cannot be called from within its own call");
        }
        if (actors.size() >= MAX_DEPTH) {
            throw GuestTexts.actorRefused(
                    InvocationException.Reason.REENTRANT,
                    "the chain of calls is " + MAX_DEPTH + " actors long, the most that is allowed");
        }
        actors.addLast(actor);
    }

    /** Enters an actor to start an instance of it, which may be in the chain already; leave it again in either case. */
    static void enterToStart(HostedActor actor) {
        ACTORS.get().addLast(actor);
    }

    static void leave() {
        ACTORS.get().removeLast();
    }
}
