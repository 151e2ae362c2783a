package dev.wascc.gate;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of modules beside the modules themselves.
 *
 * @param locks lock files that are there
 */
record Evidence(Map<Path, RevisionLock> locks) {
    /** Nothing. */
    static final Evidence NONE = new Evidence(Map.of());

    Evidence {
        locks = Map.copyOf(locks);
    }

    @Nullable
    RevisionLock lock(Path file) {
        return locks.get(file);
    }
}
