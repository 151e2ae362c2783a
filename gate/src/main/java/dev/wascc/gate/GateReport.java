package dev.wascc.gate;

import dev.wascc.claims.Finding;
import dev.wascc.claims.Rule;
import dev.wascc.claims.Rule.ExitClass;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
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
                    Stream.of(ExitClass.values()).map(ExitClass::exitCode))
            .toList();

    public GateReport {
        files = List.copyOf(files);
    }

    /** A run that was not begun, as a file that it needs cannot be read or is not in order: a policy, a recorded run, an attestation. */
    public static GateReport notBegun(String file, String error, int exitCode, Instant at) {
        return new GateReport(List.of(CheckedFile.unread(file, error, exitCode)), Optional.empty(), true, at);
    }

    public long failed() {
        return files.stream().filter(file -> !file.passed()).count();
    }

    /**
     * What was broken, in a line: {@code 2 signature violations: WASCC-S003, WASCC-S007; 1 policy violation: WASCC-P003}. Empty where
     * nothing was.
     */
    public String violations() {
        Map<ExitClass, List<Rule>> broken = files.stream()
                .flatMap(file -> file.findings().stream())
                .filter(Finding::refuses)
                .map(Finding::rule)
                .collect(Collectors.groupingBy(Rule::exitClass, TreeMap::new, Collectors.toList()));
        List<String> parts = new ArrayList<>();
        broken.forEach((kind, rules) -> parts.add(rules.size() + " " + kind.word()
                + (rules.size() == 1 ? " violation: " : " violations: ")
                + rules.stream().map(Rule::id).distinct().sorted().collect(Collectors.joining(", "))));
        long unread = files.stream().filter(file -> file.error() != null).count();
        if (unread > 0) {
            parts.add(0, unread + (unread == 1 ? " file not read" : " files not read"));
        }
        return String.join("; ", parts);
    }

    /** {@code 3 checked: 1 ok, 2 failed}. */
    public String summary() {
        return files.size() + " checked: " + (files.size() - failed()) + " ok, " + failed() + " failed";
    }

    /** The most fundamental of the files' exit codes. */
    public int exitCode() {
        return MOST_FUNDAMENTAL_FIRST.stream()
                .filter(code -> files.stream().anyMatch(file -> file.exitCode() == code))
                .findFirst()
                .orElse(0);
    }
}
