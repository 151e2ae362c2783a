package dev.wascc.gate;

import dev.wascc.claims.Rule;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a run found, for people and for tools.
 *
 * @param files in the order they were given
 * @param policy the policy file, where there was one
 * @param issuerJudged whether it mattered who signed
 * @param at when
 */
public record GateReport(List<CheckedFile> files, Optional<String> policy, boolean issuerJudged, Instant at) {
    /** What could not be looked at at all comes before what was looked at and refused. */
    private static final List<Integer> MOST_FUNDAMENTAL_FIRST = Stream.concat(
                    Stream.of(CheckedFile.UNREADABLE, 2, CheckedFile.NOT_FOUND),
                    Stream.of(Rule.ExitClass.values()).map(Rule.ExitClass::exitCode))
            .toList();

    public GateReport {
        files = List.copyOf(files);
    }

    public long failed() {
        return files.stream().filter(file -> !file.passed()).count();
    }

    /** The most fundamental of the files' exit codes. */
    public int exitCode() {
        return MOST_FUNDAMENTAL_FIRST.stream()
                .filter(code -> files.stream().anyMatch(file -> file.exitCode() == code))
                .findFirst()
                .orElse(0);
    }
}
