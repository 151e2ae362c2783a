package dev.wascc.mocks;

import dev.wascc.claims.AtomicFile;
import dev.wascc.document.Document;
import dev.wascc.document.DocumentException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What providers answered, as a file of YAML; its form is in docs/mocks.md. It has no value of any binding.
 *
 * @param file what messages call it
 * @param calls of actors
 * @param events calls to actors: for people and for {@link Expectations}; they are not played
 */
public record Cassette(String file, Redaction redaction, List<Exchange> calls, List<Exchange> events) {
    /** 16 MiB. */
    public static final int MAX_SIZE = Document.MAX_LARGE;

    /**
     * A call and how it ended.
     *
     * @param line where it stands, from 1; 0 if it was not read
     * @param response null where it failed
     * @param error null where it was answered
     */
    record Exchange(
            int line,
            String actor,
            String capability,
            String binding,
            String operation,
            Object request,
            @Nullable Object response,
            @Nullable String error) {

        static Exchange of(RecordedCall call, Redaction redaction) {
            Object response = call.response();
            return new Exchange(
                    0,
                    call.actor(),
                    call.capability(),
                    call.binding(),
                    call.operation(),
                    redaction.of(call.request()),
                    response == null ? null : redaction.of(response),
                    call.error());
        }

        private String group() {
            return String.join(" ", actor, capability, binding, operation);
        }
    }

    public Cassette {
        calls = List.copyOf(calls);
        events = List.copyOf(events);
    }

    /**
     * What was recorded: by actor, capability, binding and operation, and each of these in the order of its calls, so that the file is the same
     * however calls of several actors ran beside one another.
     */
    public static Cassette of(String file, Journal journal, Redaction redaction) {
        return new Cassette(file, redaction, ordered(journal.calls(), redaction), ordered(journal.events(), redaction));
    }

    private static List<Exchange> ordered(List<RecordedCall> calls, Redaction redaction) {
        return calls.stream()
                .filter(call -> call.source() != RecordedCall.Source.CASSETTE)
                .map(call -> Exchange.of(call, redaction))
                .sorted(Comparator.comparing(Exchange::group))
                .toList();
    }

    /**
     * Reads a file.
     *
     * @throws DocumentException with file, line and column
     */
    public static Cassette read(Path file) throws DocumentException {
        return CassetteReader.cassette(Document.readLarge(file));
    }

    /** Reads a text; {@code file} is what messages call it. */
    public static Cassette parse(String file, String text) throws DocumentException {
        return CassetteReader.cassette(Document.parseLarge(file, text));
    }

    /** As YAML, which {@link #parse} reads again. */
    public String yaml() {
        return CassetteWriter.yaml(this);
    }

    /**
     * Writes it, beside the file and then moved.
     *
     * @throws IOException it cannot be written, or is larger than {@link #MAX_SIZE}, and could not be read again
     */
    public void write(Path target) throws IOException {
        byte[] bytes = yaml().getBytes(StandardCharsets.UTF_8);
        if (bytes.length > MAX_SIZE) {
            throw new IOException("the cassette would be " + bytes.length + " bytes; " + MAX_SIZE
                    + " are the most. Record less at a time, or leave out large fields with --redact");
        }
        AtomicFile.write(target, bytes);
    }
}
