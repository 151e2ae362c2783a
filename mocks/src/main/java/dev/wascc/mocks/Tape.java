package dev.wascc.mocks;

import dev.wascc.mocks.Cassette.Exchange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A cassette that is played: each call is answered by the first of its kind with the same request that was not yet. Safe for several
 * threads.
 */
public final class Tape {
    private static final int MAX_MISSES = 100;

    private record Kind(Journal.Line line, String operation) {}

    private final Cassette cassette;
    private final Map<Kind, List<Exchange>> left = new LinkedHashMap<>();
    private final Map<Kind, List<Exchange>> all = new LinkedHashMap<>();
    private final List<String> misses = new ArrayList<>();

    Tape(Cassette cassette) {
        this.cassette = cassette;
        for (Exchange call : cassette.calls()) {
            Kind kind = new Kind(new Journal.Line(call.actor(), call.capability(), call.binding()), call.operation());
            left.computeIfAbsent(kind, first -> new ArrayList<>()).add(call);
            all.computeIfAbsent(kind, first -> new ArrayList<>()).add(call);
        }
    }

    /** The calls that were not to be found, as the actors were told; the first hundred. */
    public synchronized List<String> misses() {
        return List.copyOf(misses);
    }

    /** How many of the recorded calls were not made. */
    public synchronized int unplayed() {
        return left.values().stream().mapToInt(List::size).sum();
    }

    synchronized Exchange next(Journal.Line line, String operation, Object request) throws MockException {
        Kind kind = new Kind(line, operation);
        Object asked = cassette.redaction().of(request);
        List<Exchange> candidates = left.getOrDefault(kind, List.of());
        Optional<Exchange> found = candidates.stream()
                .filter(candidate -> candidate.request().equals(asked))
                .findFirst();
        if (found.isPresent()) {
            candidates.remove(found.get());
            return found.get();
        }
        String miss = "the cassette " + cassette.file() + " has no answer for "
                + Trees.shown(line.capability() + " " + operation + " ", asked) + nearest(kind, asked);
        if (misses.size() < MAX_MISSES) {
            misses.add(miss);
        }
        throw new MockException(miss);
    }

    private String nearest(Kind kind, Object asked) {
        List<Exchange> recorded = all.getOrDefault(kind, List.of());
        long same = recorded.stream()
                .filter(candidate -> candidate.request().equals(asked))
                .count();
        if (same > 0) {
            return " any more: it was recorded " + same + (same == 1 ? " time" : " times") + ", and asked once more";
        }
        return recorded.stream()
                .min(Comparator.comparingInt(candidate -> Trees.differences(asked, candidate.request())))
                .map(nearest -> "; the nearest is " + Trees.shown(nearest.request())
                        + (nearest.line() == 0 ? "" : " in line " + nearest.line()))
                .orElseGet(() ->
                        "; it has no " + kind.operation + " of the actor " + kind.line.actor() + ", but " + others());
    }

    private String others() {
        List<String> others = all.keySet().stream()
                .map(kind -> kind.line.capability() + " " + kind.operation + " of " + kind.line.actor())
                .limit(5)
                .toList();
        return others.isEmpty() ? "nothing at all" : String.join(", ", others);
    }
}
