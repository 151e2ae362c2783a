package dev.wascc.gate.provenance;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One run of a builder.
 *
 * @param builder a URI for everything that is trusted to have run the build as it says
 * @param invocation what the builder calls this run
 */
public record BuildRun(
        String builder, @Nullable String invocation, @Nullable Instant startedOn, @Nullable Instant finishedOn) {

    /** Where nobody says otherwise: some machine, of which nothing is known. */
    public static final String LOCAL_BUILDER = "https://wascc.dev/provenance/local/v1";

    public BuildRun {
        if (!isBuilder(builder)) {
            throw new IllegalArgumentException(
                    "a builder is named by a URI with a scheme, https://ci.example.com, and not by " + builder);
        }
    }

    public static boolean isBuilder(String text) {
        return Members.isUri(text);
    }

    /** The same run, over at that moment. */
    public BuildRun between(@Nullable Instant start, @Nullable Instant end) {
        return new BuildRun(builder, invocation, start, end);
    }
}
