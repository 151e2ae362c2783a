package dev.wascc.host;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Calls within calls that wait for an instance. Where all that have what one wants wait, in the end, for what that one has, nobody would
 * ever go on: the call that would close such a ring is refused. Only calls that have to wait come here, and only those that hold an
 * instance themselves.
 */
final class Waiting {
    private static final Set<Wait> ALL = Collections.newSetFromMap(new IdentityHashMap<>());

    private Waiting() {}

    /** To wait would be for ever. */
    static final class RingException extends Exception {
        private static final long serialVersionUID = 1L;
    }

    /** A call that waits; closed when it has what it waits for, or gives up. */
    static final class Wait implements AutoCloseable {
        private final ActorVersion wanted;
        private final List<ActorVersion> held;

        private Wait(ActorVersion wanted, List<ActorVersion> held) {
            this.wanted = wanted;
            this.held = held;
        }

        @Override
        public void close() {
            if (!held.isEmpty()) {
                synchronized (ALL) {
                    ALL.remove(this);
                }
            }
        }
    }

    /** @throws RingException all instances of what is wanted are in calls that wait for what this thread's call has */
    static Wait begin(ActorVersion wanted) throws RingException {
        Wait wait = new Wait(wanted, CallChain.held());
        if (!wait.held.isEmpty()) {
            synchronized (ALL) {
                ALL.add(wait);
                if (stuck().contains(wait)) {
                    ALL.remove(wait);
                    throw new RingException();
                }
            }
        }
        return wait;
    }

    /** The calls that can never go on: those that want what only such calls have. */
    private static Set<Wait> stuck() {
        Set<Wait> stuck = new HashSet<>(ALL);
        List<Wait> free = new ArrayList<>();
        do {
            stuck.removeAll(Set.copyOf(free));
            free.clear();
            for (Wait wait : stuck) {
                long taken = stuck.stream()
                        .filter(other -> other.held.contains(wait.wanted))
                        .count();
                if (taken < wait.wanted.size()) {
                    free.add(wait);
                }
            }
        } while (!free.isEmpty());
        return stuck;
    }
}
