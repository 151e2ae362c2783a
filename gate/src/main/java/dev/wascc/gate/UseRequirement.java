package dev.wascc.gate;

import dev.wascc.claims.ActorModule;
import dev.wascc.claims.Finding;
import dev.wascc.claims.Finding.Source;
import dev.wascc.gate.use.LeastPrivilege;
import dev.wascc.gate.use.UseTrace;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * No more is granted than is used, and no less.
 *
 * @param source the line that asks for it; absent where only a recorded run does
 */
record UseRequirement(Mode mode, @Nullable Source source) implements Requirement {
    /** Where nobody says otherwise: whoever gives a recorded run wants it to count. */
    static final UseRequirement IF_RECORDED = new UseRequirement(Mode.IF_RECORDED, null);

    /** How it is taken. */
    enum Mode {
        OFF,
        WARN,
        ENFORCE,
        IF_RECORDED;

        /** What a policy file can say. */
        static final List<String> WORDS = List.of("off", "warn", "enforce");

        static Mode named(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    @Override
    public List<Finding> judge(Candidate candidate) {
        UseTrace trace = candidate.evidence().use();
        ActorModule module = candidate.module();
        // A native provider is granted nothing: it needs no grant.
        if (module == null || mode == Mode.OFF || mode == Mode.IF_RECORDED && trace == null) {
            return List.of();
        }
        Level level = mode == Mode.WARN ? Level.WARN : Level.ENFORCE;
        return LeastPrivilege.judge(candidate.claims(), module, trace).stream()
                .map(finding -> level.applied(source == null ? finding : finding.askedAt(source)))
                .toList();
    }
}
