package dev.wascc.gate;

import dev.wascc.claims.Claims;
import dev.wascc.claims.Metadata;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One rule of a policy: which actors it is for, and what it asks of them.
 *
 * @param label for messages, the pattern in quotes
 * @param names patterns of names; empty: any
 * @param subjects patterns of subjects; empty: any
 * @param level in place of the policy's
 * @param clockSkew how far this clock may be off
 * @param requirements all of which are asked
 * @param lock the revision lock file, where the rule has one
 */
record ActorRule(
        String label,
        List<Glob> names,
        List<Glob> subjects,
        Level level,
        Duration clockSkew,
        List<Requirement> requirements,
        @Nullable Path lock) {

    ActorRule {
        requirements = List.copyOf(requirements);
    }

    boolean matches(Claims<Metadata.Actor> claims) {
        String name = claims.metadata().name();
        return (names.isEmpty() || Glob.any(names, name == null ? "" : name))
                && (subjects.isEmpty() || Glob.any(subjects, claims.subject()));
    }
}
