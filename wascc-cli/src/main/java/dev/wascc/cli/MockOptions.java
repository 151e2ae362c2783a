package dev.wascc.cli;

import dev.wascc.document.DocumentException;
import dev.wascc.host.Inventory;
import dev.wascc.host.manifest.Manifest;
import dev.wascc.mocks.Cassette;
import dev.wascc.mocks.Expectations;
import dev.wascc.mocks.MockChoices;
import dev.wascc.mocks.Mocks;
import dev.wascc.mocks.OutcomeReport;
import dev.wascc.mocks.Redaction;
import dev.wascc.mocks.Tape;
import dev.wascc.provider.Binding;
import dev.wascc.provider.OneLine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Mocks, cassettes, and what is expected to be called, of {@code run} and {@code call}. */
final class MockOptions {
    private static final String JUNIT = "junit=";

    @Option(
            names = "--mock",
            paramLabel = "CAPABILITY[=FILE]",
            description =
                    "Serve a capability by a mock that keeps all in memory: --mock keyvalue; with canned answers, faults"
                            + " and delays of a file: --mock keyvalue=answers.yaml; repeat it for more.")
    List<String> choices = List.of();

    @Option(
            names = "--record",
            paramLabel = "FILE",
            description = "Write the calls to a cassette at the end, headers with credentials left out.")
    @Nullable
    Path record;

    @Option(
            names = "--redact",
            paramLabel = "FIELD",
            split = ",",
            description = "Leave the values of this field of messages out of a cassette too; repeat it for more.")
    List<String> redacted = List.of();

    @Option(
            names = "--replay",
            paramLabel = "FILE",
            description = "Answer calls from a cassette and in no other way; calls that it has not end with 20.")
    @Nullable
    Path replay;

    @Option(
            names = "--expect",
            paramLabel = "FILE",
            description = "Check at the end what was called, by a file of expectations; 20 where it is not so.")
    @Nullable
    Path expect;

    @Option(
            names = "--report",
            paramLabel = "junit=FILE",
            description = "Write what came of --expect for a build server.")
    @Nullable
    String report;

    private @Nullable Mocks mocks;
    private @Nullable Tape tape;
    private @Nullable Expectations expectations;

    /** The mocks of this run; made, and all files read, when it is first asked for. */
    Mocks mocks(Command command) throws DocumentException {
        Mocks made = mocks;
        if (made == null) {
            requireSense(command);
            made = new Mocks(HostOptions.PROVIDERS::of, command.surroundings.clock());
            if (expect != null) {
                expectations = Expectations.read(expect);
            }
            if (replay != null) {
                tape = made.play(Cassette.read(replay));
            }
            if (expect != null || record != null) {
                made.watch();
            }
            mocks = made;
        }
        return made;
    }

    private void requireSense(Command command) {
        if (record != null && replay != null) {
            throw command.usage("--record and --replay are for two runs: one records, the other one plays");
        }
        if (record == null && !redacted.isEmpty()) {
            throw command.usage("--redact is for --record");
        }
        if (report != null && (expect == null || !report.startsWith(JUNIT) || report.length() == JUNIT.length())) {
            throw command.usage("--report is junit=FILE, and for --expect");
        }
    }

    private MockChoices choices(Command command) {
        try {
            return MockChoices.of(choices);
        } catch (IllegalArgumentException e) {
            throw command.usage("--mock: " + e.getMessage());
        }
    }

    boolean mocked(Command command, String capability) {
        return choices(command).cover(capability);
    }

    /** The binding as it is made: mocked, and without values, where that was asked for. */
    Binding cast(Command command, Binding binding) throws DocumentException {
        Mocks made = mocks(command);
        Optional<Path> file = choices(command).files().get(binding.capability());
        if (file != null) {
            made.mock(Mocks.bare(binding), file.orElse(null));
        }
        return made.standIn(binding) ? Mocks.bare(binding) : binding;
    }

    /** The manifest with these mocks, beside its own. */
    Manifest applied(Command command, Manifest manifest) throws DocumentException {
        Mocks made = mocks(command);
        try {
            return choices(command).applied(manifest, made);
        } catch (IllegalArgumentException e) {
            throw command.usage("--mock: " + OneLine.of(String.valueOf(e.getMessage())));
        }
    }

    /** Refuses a mock of what is not bound: it was meant for something. */
    void requireKnown(Command command, Collection<String> bound) {
        try {
            choices(command).requireBound(bound);
        } catch (IllegalArgumentException e) {
            throw command.usage("--mock: " + OneLine.of(String.valueOf(e.getMessage())));
        }
    }

    /** As {@link #requireKnown}, with what a host has bound. */
    void requireUsed(Command command, Inventory inventory) {
        requireKnown(
                command,
                inventory.bindings().stream()
                        .map(Binding::capability)
                        .distinct()
                        .toList());
    }

    /** Whether there is something to be said or written at the end. */
    boolean asked() {
        return record != null || replay != null || expect != null;
    }

    /**
     * Writes the cassette, and says what was not as it was to be.
     *
     * @return {@link ExitCode#OK}, or what the command ends with
     */
    int end(Command command) {
        Mocks made = mocks;
        if (made == null) {
            return ExitCode.OK;
        }
        int code = ExitCode.OK;
        Tape played = tape;
        if (played != null && replay != null) {
            for (String miss : played.misses()) {
                command.complain("wascc: --replay: " + miss);
                code = ExitCode.ACTOR_FAILED;
            }
            if (played.unplayed() > 0) {
                command.say("warning: --replay: " + played.unplayed() + " of the calls in " + Command.shown(replay)
                        + " were not made");
            }
        }
        try {
            if (record != null) {
                Cassette.of(record.toString(), made.journal(), new Redaction(Set.copyOf(redacted)))
                        .write(record);
                if (made.journal().dropped() > 0) {
                    command.complain("wascc: --record: " + made.journal().dropped()
                            + " calls are not in the cassette, as there were too many");
                    code = ExitCode.UNEXPECTED;
                }
            }
            return checked(command, made) ? code : ExitCode.moreFundamental(code, ExitCode.ACTOR_FAILED);
        } catch (IOException e) {
            command.complain("wascc: cannot be written: " + e.getMessage());
            return ExitCode.UNEXPECTED;
        }
    }

    private boolean checked(Command command, Mocks made) throws IOException {
        Expectations asked = expectations;
        if (asked == null) {
            return true;
        }
        List<Expectations.Outcome> outcomes = asked.check(made.journal());
        List<Expectations.Outcome> failed =
                outcomes.stream().filter(outcome -> !outcome.held()).toList();
        for (Expectations.Outcome outcome : failed) {
            outcome.failure().lines().map(OneLine::of).forEach(command::complain);
        }
        command.say(outcomes.size() + " expected: " + (outcomes.size() - failed.size()) + " as it is, " + failed.size()
                + " otherwise");
        if (report != null) {
            OutcomeReport.writeJunit(asked.file(), outcomes, Path.of(report.substring(JUNIT.length())));
        }
        return failed.isEmpty();
    }
}
