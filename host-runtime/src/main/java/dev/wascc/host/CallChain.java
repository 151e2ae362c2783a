package dev.wascc.host;

import dev.wascc.wapc.GuestException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The actors that are in the calls of this thread, outermost first. A call is one stack, so this is its thread's, through whatever
 * providers and hosts it goes.
 */
final class CallChain {
    private static final ThreadLocal<Deque<Link>> LINKS = ThreadLocal.withInitial(ArrayDeque::new);

    private CallChain() {}

    /** An actor in a chain, and the version of which the call has an instance, once it has one. */
    private static final class Link {
        private final HostedActor actor;
        private volatile @Nullable ActorVersion holds;

        private Link(HostedActor actor) {
            this.actor = actor;
        }
    }

    /** Whether this thread is in no actor's call. */
    static boolean isEmpty() {
        return LINKS.get().isEmpty();
    }

    /** Enters an actor; refuses one that is in the chain already, at once and before anything is waited for. */
    static void enter(HostedActor actor) throws InvocationException {
        Deque<Link> links = LINKS.get();
        // By identity: another host's actor of that key is another actor.
        if (links.stream().anyMatch(link -> link.actor == actor)) {
            throw GuestTexts.actorRefused(
                    InvocationException.Reason.REENTRANT,
                    "actor " + actor.key() + " is in this chain of calls already ("
                            + links.stream().map(link -> link.actor.key()).collect(Collectors.joining(" -> "))
                            + "); an actor cannot be called from within its own call");
        }
        if (links.size() >= actor.callDepth()) {
            throw GuestTexts.actorRefused(
                    InvocationException.Reason.REENTRANT,
                    "the chain of calls is " + links.size() + " actors long, and actor " + actor.key()
                            + " may be called in one of " + actor.callDepth() + " at most");
        }
        links.addLast(new Link(actor));
    }

    /** Enters an actor to start an instance of it, which may be in the chain already; leave it again in either case. */
    static void enterToStart(HostedActor actor) {
        LINKS.get().addLast(new Link(actor));
    }

    /** The actor that was entered last has an instance of this version now. */
    static void hold(ActorVersion version) {
        LINKS.get().getLast().holds = version;
    }

    /** The versions of which this chain of calls has an instance. */
    static List<ActorVersion> held() {
        return LINKS.get().stream()
                .map(link -> link.holds)
                .filter(Objects::nonNull)
                .toList();
    }

    static void leave() {
        LINKS.get().removeLast();
    }

    /** The chain of a call that goes on on another thread, while this one waits. */
    static final class Links {
        private final Deque<Link> links;

        private Links(Deque<Link> links) {
            this.links = links;
        }
    }

    static Links links() {
        return new Links(new ArrayDeque<>(LINKS.get()));
    }

    /** Goes on with the chain of another thread, on a thread that does nothing else. */
    static <T> T within(Links chain, OwnStack.Work<T> work) throws GuestException {
        LINKS.set(chain.links);
        try {
            return work.run();
        } finally {
            LINKS.remove();
        }
    }
}
