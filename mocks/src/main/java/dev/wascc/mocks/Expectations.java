package dev.wascc.mocks;

import dev.wascc.document.Document;
import dev.wascc.document.DocumentException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What is to have been called, at the end; its form is in docs/mocks.md.
 *
 * @param calls of actors
 * @param events calls to actors
 * @param ordered whether the calls come in this order, others in between or not; and so the events
 * @param nothingElse whether all calls of actors are among these
 */
public record Expectations(
        String file, List<Expectation> calls, List<Expectation> events, boolean ordered, boolean nothingElse) {
    private static final int SHOWN = 20;

    public Expectations {
        calls = List.copyOf(calls);
        events = List.copyOf(events);
    }

    /**
     * One thing that was looked at.
     *
     * @param name what was expected, on one line
     * @param failure why it is not so; empty if it is
     */
    public record Outcome(String name, String failure) {
        public boolean held() {
            return failure.isEmpty();
        }
    }

    /** @throws DocumentException with file, line and column */
    public static Expectations read(Path file) throws DocumentException {
        return ExpectationsParser.expectations(Document.read(file));
    }

    /** Reads a text; {@code file} is what messages call it. */
    public static Expectations parse(String file, String text) throws DocumentException {
        return ExpectationsParser.expectations(Document.parse(file, text, true));
    }

    /** How it is with what was called. */
    public List<Outcome> check(Journal journal) {
        List<Outcome> outcomes = new ArrayList<>();
        counted(outcomes, calls, journal.calls());
        counted(outcomes, events, journal.events());
        if (ordered) {
            outcomes.add(order(calls, journal.calls()));
            outcomes.add(order(events, journal.events()));
        }
        if (nothingElse) {
            outcomes.add(nothingElse(journal.calls()));
        }
        if (journal.dropped() > 0) {
            outcomes.add(new Outcome(
                    "all calls were kept",
                    file + ": " + journal.dropped() + " calls were too many to be kept, so that nobody knows"));
        }
        return outcomes;
    }

    private void counted(List<Outcome> outcomes, List<Expectation> expected, List<RecordedCall> made) {
        for (Expectation expectation : expected) {
            long count = made.stream().filter(expectation::fits).count();
            boolean held = count >= expectation.min() && count <= expectation.max();
            String failure = held
                    ? ""
                    : at(expectation) + expectation + "\n    expected " + expectation.times() + ", called "
                            + Expectation.times(count) + (count == 0 ? nearest(expectation, made) : "");
            outcomes.add(new Outcome(expectation + " " + expectation.times(), failure));
        }
    }

    private String at(Expectation expectation) {
        return file + ":" + expectation.place().line() + ":"
                + expectation.place().column() + ": ";
    }

    private static String nearest(Expectation expectation, List<RecordedCall> made) {
        return made.stream()
                .filter(call -> call.operation().equals(expectation.operation()))
                .min(Comparator.comparingInt(expectation::differences))
                .map(call -> "\n    nearest  " + call)
                .orElse("");
    }

    private Outcome order(List<Expectation> expected, List<RecordedCall> made) {
        int next = 0;
        for (Expectation expectation : expected) {
            for (int time = 0; time < expectation.min(); time++) {
                int at = next;
                while (at < made.size() && !expectation.fits(made.get(at))) {
                    at++;
                }
                if (at == made.size()) {
                    String before = next == 0 ? "" : " after " + made.get(next - 1);
                    return new Outcome("in this order", at(expectation) + expectation + "\n    did not come" + before);
                }
                next = at + 1;
            }
        }
        return new Outcome("in this order", "");
    }

    private Outcome nothingElse(List<RecordedCall> made) {
        List<RecordedCall> others = made.stream()
                .filter(call -> calls.stream().noneMatch(expectation -> expectation.fits(call)))
                .toList();
        StringBuilder failure = new StringBuilder();
        if (!others.isEmpty()) {
            failure.append(file).append(": nothing else was expected, and there came");
            others.stream().limit(SHOWN).forEach(call -> failure.append("\n    ")
                    .append(call));
            if (others.size() > SHOWN) {
                failure.append("\n    and ").append(others.size() - SHOWN).append(" more");
            }
        }
        return new Outcome("nothing else", failure.toString());
    }
}
