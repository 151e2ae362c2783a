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
 * @param line of the policy, from 1
 * @param asks what the policy has of it, in short
 * @param requirements all of which are asked
 * @param lock the revision lock file, where the rule has one
 */
record ActorRule(
        String label,
        List<Glob> names,
        List<Glob> subjects,
        Level level,
        Duration clockSkew,
        int line,
        List<String> asks,
        List<Requirement> requirements,
        @Nullable Path lock) {

    ActorRule {
        asks = List.copyOf(asks);
        requirements = List.copyOf(requirements);
    }

    /** Whether no actor comes past it. */
    boolean matchesAll() {
        return subjects.isEmpty()
                && names.stream().allMatch(name -> name.pattern().matches("\\*+"));
    }

    boolean matches(Claims<Metadata.Actor> claims) {
        String name = claims.metadata().name();
        return (names.isEmpty() || Glob.any(names, name == null ? "" : name))
                && (subjects.isEmpty() || Glob.any(subjects, claims.subject()));
    }
}
