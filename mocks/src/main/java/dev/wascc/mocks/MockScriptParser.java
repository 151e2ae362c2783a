package dev.wascc.mocks;

import dev.wascc.document.Document;
import dev.wascc.document.DocumentException;
import dev.wascc.document.Fields;
import dev.wascc.document.Node;
import dev.wascc.document.Node.Scalar;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A file of canned answers to a script; strict about keys, and exact about where they are wrong. */
final class MockScriptParser {
    private static final String IN_MEMORY = "in-memory";
    private static final Pattern TIME = Pattern.compile("(\\d{1,7})(ms|s|m)");
    private static final Duration LONGEST = Duration.ofHours(1);

    private MockScriptParser() {}

    static MockScript script(Document document) throws DocumentException {
        Fields top = Fields.of(
                document.file(),
                document.root(),
                "a file of canned answers",
                List.of("answers", "fault", "delay", "otherwise"));
        List<Answer> answers = new ArrayList<>();
        Optional<Node> list = top.given("answers");
        if (list.isPresent()) {
            for (Node entry : top.list(list.get(), "answers")) {
                answers.add(answer(Fields.of(
                        document.file(),
                        entry,
                        "a canned answer",
                        List.of("operation", "request", "response", "error", "times", "delay"))));
            }
        }
        Optional<Node> otherwise = top.given("otherwise");
        boolean inMemory = otherwise.isEmpty()
                || top.word(otherwise.get(), "otherwise", List.of(IN_MEMORY, "fail"))
                        .equals(IN_MEMORY);
        return new MockScript(answers, fault(top), delay(top), inMemory);
    }

    private static Answer answer(Fields entry) throws DocumentException {
        String operation = Shaped.operation(entry);
        Shaped.requireNoSlip(entry, operation);
        Optional<Node> error = entry.given("error");
        if (error.isPresent() == entry.has("response")) {
            throw entry.at(entry.place(), "a canned answer has either a response or an error");
        }
        Optional<Node> times = entry.given("times");
        return new Answer(
                operation,
                Shaped.part(entry, "request", Payloads.request(operation)),
                Shaped.payload(entry, "response", Payloads.response(operation)),
                error.isPresent() ? entry.filled(error.get(), "error") : null,
                times.isPresent() ? entry.number(times.get(), "times", 1, Integer.MAX_VALUE) : null,
                delay(entry));
    }

    private static Fault fault(Fields top) throws DocumentException {
        Optional<Node> node = top.given("fault");
        if (node.isEmpty()) {
            return Fault.NONE;
        }
        Fields fault = Fields.of(
                top.file(), node.get(), "a fault", List.of("every", "probability", "seed", "operations", "error"));
        Optional<Node> every = fault.given("every");
        Optional<Node> probability = fault.given("probability");
        if (every.isPresent() == probability.isPresent()) {
            throw fault.at(fault.place(), "a fault has either every, a number of calls, or a probability");
        }
        Optional<Node> seed = fault.given("seed");
        Optional<Node> operations = fault.given("operations");
        Optional<Node> error = fault.given("error");
        return new Fault(
                every.isPresent() ? fault.number(every.get(), "every", 1, Integer.MAX_VALUE) : 0,
                probability.isPresent() ? probability(fault, probability.get()) : 0,
                seed.isPresent() ? fault.number(seed.get(), "seed", 0, Integer.MAX_VALUE) : 0,
                operations.isPresent() ? fault.texts(operations.get(), "operations") : List.of(),
                error.isPresent() ? fault.filled(error.get(), "error") : "the mock was asked for this fault");
    }

    private static double probability(Fields fields, Node node) throws DocumentException {
        if (node instanceof Scalar scalar && !scalar.quoted() && scalar.text() != null) {
            try {
                double number = Double.parseDouble(scalar.text());
                if (number >= 0 && number <= 1) {
                    return number;
                }
            } catch (NumberFormatException e) {
                // said below
            }
        }
        throw fields.at(node.place(), "probability is a number from 0 to 1");
    }

    private static Duration delay(Fields fields) throws DocumentException {
        Optional<Node> node = fields.given("delay");
        if (node.isEmpty()) {
            return Duration.ZERO;
        }
        String text = node.get() instanceof Scalar scalar && scalar.text() != null ? scalar.text() : "";
        Matcher time = TIME.matcher(text);
        if (time.matches()) {
            long amount = Long.parseLong(time.group(1));
            Duration delay =
                    switch (time.group(2)) {
                        case "ms" -> Duration.ofMillis(amount);
                        case "s" -> Duration.ofSeconds(amount);
                        default -> Duration.ofMinutes(amount);
                    };
            if (delay.compareTo(LONGEST) <= 0) {
                return delay;
            }
        }
        throw fields.at(node.get().place(), "delay is 50ms, 2s or 1m, and an hour at most");
    }
}
