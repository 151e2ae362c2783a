package dev.wascc.gate;

import dev.wascc.gate.provenance.Attestations;
import dev.wascc.gate.use.UseTrace;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of modules beside the modules themselves.
 *
 * @param locks lock files that are there
 * @param use of recorded runs; absent where none was given
 * @param attestations of where modules come from, not verified yet
 */
record Evidence(Map<Path, RevisionLock> locks, @Nullable UseTrace use, Attestations attestations) {
    /** Nothing. */
    static final Evidence NONE = new Evidence(Map.of(), null, Attestations.none());

    Evidence {
        locks = Map.copyOf(locks);
    }

    static Evidence of(Map<Path, RevisionLock> locks) {
        return new Evidence(locks, null, Attestations.none());
    }

    /** This and one more recorded run. */
    Evidence with(UseTrace trace) {
        return new Evidence(locks, use == null ? trace : use.and(trace), attestations);
    }

    /** This and more attestations. */
    Evidence with(Attestations more) {
        return new Evidence(locks, use, attestations.and(more));
    }

    @Nullable
    RevisionLock lock(Path file) {
        return locks.get(file);
    }
}
