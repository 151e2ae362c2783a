package dev.wascc.gate;

import dev.wascc.gate.use.UseTrace;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of modules beside the modules themselves.
 *
 * @param locks lock files that are there
 * @param use of recorded runs; absent where none was given
 */
record Evidence(Map<Path, RevisionLock> locks, @Nullable UseTrace use) {
    /** Nothing. */
    static final Evidence NONE = new Evidence(Map.of(), null);

    Evidence {
        locks = Map.copyOf(locks);
    }

    static Evidence of(Map<Path, RevisionLock> locks) {
        return new Evidence(locks, null);
    }

    /** This and one more recorded run. */
    Evidence with(UseTrace trace) {
        return new Evidence(locks, use == null ? trace : use.and(trace));
    }

    @Nullable
    RevisionLock lock(Path file) {
        return locks.get(file);
    }
}
