package dev.wascc.mocks;

import dev.wascc.document.Document;
import dev.wascc.document.DocumentException;
import dev.wascc.document.Fields;
import dev.wascc.document.Node;
import dev.wascc.document.Node.Mapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A document to expectations; strict about keys, and exact about where they are wrong. */
final class ExpectationsParser {
    private static final List<String> KEYS =
            List.of("actor", "capability", "binding", "operation", "request", "response", "error", "times");

    private ExpectationsParser() {}

    static Expectations expectations(Document document) throws DocumentException {
        Fields top = Fields.of(
                document.file(),
                document.root(),
                "a file of expectations",
                List.of("calls", "events", "order", "nothing_else"));
        return new Expectations(
                document.file(),
                list(top, "calls"),
                list(top, "events"),
                flag(top, "order"),
                flag(top, "nothing_else"));
    }

    private static boolean flag(Fields top, String key) throws DocumentException {
        Optional<Node> node = top.given(key);
        return node.isPresent() && top.flag(node.get(), key);
    }

    private static List<Expectation> list(Fields top, String key) throws DocumentException {
        List<Expectation> expected = new ArrayList<>();
        Optional<Node> list = top.given(key);
        if (list.isPresent()) {
            for (Node entry : top.list(list.get(), key)) {
                expected.add(expectation(Fields.of(top.file(), entry, "an expectation", KEYS)));
            }
        }
        return expected;
    }

    private static Expectation expectation(Fields entry) throws DocumentException {
        String operation = Shaped.operation(entry);
        Shaped.requireNoSlip(entry, operation);
        if (entry.has("response") && entry.has("error")) {
            throw entry.at(entry.place(), "a call has a response or an error, not both");
        }
        int min = 1;
        int max = 1;
        Optional<Node> times = entry.given("times");
        if (times.isPresent() && times.get() instanceof Mapping) {
            Fields range = Fields.of(entry.file(), times.get(), "times", List.of("min", "max"));
            min = bound(range, "min", 0);
            max = bound(range, "max", Integer.MAX_VALUE);
            if (min > max) {
                throw range.at(range.place(), "min is above max, so that no number of calls is right");
            }
        } else if (times.isPresent()) {
            min = entry.number(times.get(), "times", 0, Integer.MAX_VALUE);
            max = min;
        }
        return new Expectation(
                entry.place(),
                text(entry, "actor"),
                text(entry, "capability"),
                text(entry, "binding"),
                operation,
                Shaped.part(entry, "request", Payloads.request(operation)),
                entry.has("response") ? Shaped.part(entry, "response", Payloads.response(operation)) : null,
                text(entry, "error"),
                min,
                max);
    }

    private static int bound(Fields range, String key, int otherwise) throws DocumentException {
        Optional<Node> node = range.given(key);
        return node.isPresent() ? range.number(node.get(), key, 0, Integer.MAX_VALUE) : otherwise;
    }

    private static @Nullable String text(Fields entry, String key) throws DocumentException {
        Optional<Node> node = entry.given(key);
        return node.isPresent() ? entry.filled(node.get(), key) : null;
    }
}
