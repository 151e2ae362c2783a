package dev.wascc.gate.report;

import dev.wascc.claims.Printable;
import dev.wascc.gate.GateReport;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** All reports of a run, each at a place of its own. */
public record ReportTargets(List<ReportTarget> targets) {
    public ReportTargets {
        targets = List.copyOf(targets);
    }

    /**
     * Each as {@link ReportTarget#parse}.
     *
     * @param inputs files that the run reads, which no report may be written over
     * @throws InvalidReportTargetException also where two reports would be mixed in one place
     */
    public static ReportTargets parse(Collection<String> texts, Collection<Path> inputs)
            throws InvalidReportTargetException {
        List<ReportTarget> targets = new ArrayList<>();
        Set<Optional<Path>> places = new HashSet<>();
        for (String text : texts) {
            ReportTarget target = ReportTarget.parse(text);
            Optional<Path> place = Optional.ofNullable(target.file()).map(ReportTargets::whole);
            String shown = place.map(Path::toString).map(Printable::of).orElse("standard output");
            if (!places.add(place)) {
                throw new InvalidReportTargetException("two reports go to " + shown + "; give each a place of its own");
            }
            if (place.isPresent() && inputs.stream().map(ReportTargets::whole).anyMatch(place.get()::equals)) {
                throw new InvalidReportTargetException(
                        "the report " + target.format().word() + " would be written over " + shown
                                + ", which is read; give it another file");
            }
            targets.add(target);
        }
        return new ReportTargets(targets);
    }

    private static Path whole(Path file) {
        return file.toAbsolutePath().normalize();
    }

    /** The report that goes to standard output, if one does. */
    public Optional<ReportFormat> onOutput() {
        return targets.stream()
                .filter(ReportTarget::toOutput)
                .map(ReportTarget::format)
                .findFirst();
    }

    /**
     * Writes all; one that cannot be written does not keep the others from it.
     *
     * @param output for the one on standard output
     * @return what could not be written, and why
     */
    public List<String> write(GateReport checked, ReportOrigin origin, Appendable output) {
        List<String> problems = new ArrayList<>();
        for (ReportTarget target : targets) {
            try {
                target.write(checked, origin, output);
            } catch (IOException e) {
                problems.add("the report " + target.format().word() + " cannot be written to "
                        + (target.file() == null
                                ? "standard output"
                                : Printable.of(target.file().toString())) + ": "
                        + why(e));
            }
        }
        return problems;
    }

    private static String why(IOException e) {
        return e instanceof NoSuchFileException ? "there is no such directory" : String.valueOf(e.getMessage());
    }
}
