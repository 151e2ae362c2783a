package dev.wascc.mocks;

import dev.wascc.document.Document;
import dev.wascc.document.DocumentException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How a mock is to behave, as a file of canned answers says it.
 *
 * @param answers the first that fits is given, as often as it may
 * @param delay before each answer
 * @param inMemory whether what has no canned answer is answered by the provider in memory; else it fails
 */
record MockScript(List<Answer> answers, Fault fault, Duration delay, boolean inMemory) {
    /** In-memory behaviour alone. */
    static final MockScript NONE = new MockScript(List.of(), Fault.NONE, Duration.ZERO, true);

    MockScript {
        answers = List.copyOf(answers);
    }

    /** @throws DocumentException with file, line and column */
    static MockScript read(Path file) throws DocumentException {
        return MockScriptParser.script(Document.read(file));
    }

    /** Reads a text; {@code file} is what messages call it. */
    static MockScript parse(String file, String text) throws DocumentException {
        return MockScriptParser.script(Document.parse(file, text, true));
    }
}
