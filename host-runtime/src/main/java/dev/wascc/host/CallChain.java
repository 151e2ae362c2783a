package dev.wascc.host;

import dev.wascc.wapc.GuestException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.Collectors;

/**
 * The actors that are in the calls of this thread, outermost first. A call is one stack, so this is its thread's, through whatever
 * providers and hosts it goes.
 */
final class CallChain {
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
        if (actors.size() >= actor.callDepth()) {
            throw GuestTexts.actorRefused(
                    InvocationException.Reason.REENTRANT,
                    "the chain of calls is " + actors.size() + " actors long, and actor " + actor.key()
                            + " may be called in one of " + actor.callDepth() + " at most");
        }
        actors.addLast(actor);
    }

    /** Enters an actor to start an instance of it, which may be in the chain already; leave it again in either case. */
    static void enterToStart(HostedActor actor) {
        ACTORS.get().addLast(actor);
    }

    /** The chain of a call that goes on on another thread, while this one waits. */
    static final class Links {
        private final Deque<HostedActor> actors;

        private Links(Deque<HostedActor> actors) {
            this.actors = actors;
        }
    }

    static Links links() {
        return new Links(new ArrayDeque<>(ACTORS.get()));
    }

    /** Goes on with the chain of another thread, on a thread that does nothing else. */
    static <T> T within(Links links, OwnStack.Work<T> work) throws GuestException {
        ACTORS.set(links.actors);
        try {
            return work.run();
        } finally {
            ACTORS.remove();
        }
    }

    static void leave() {
        ACTORS.get().removeLast();
    }
}
