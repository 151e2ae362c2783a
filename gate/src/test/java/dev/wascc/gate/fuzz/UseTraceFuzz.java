package dev.wascc.gate.fuzz;

import dev.wascc.document.DocumentException;
import dev.wascc.gate.use.UseTrace;
import java.nio.charset.StandardCharsets;

/** Recorded runs; what is read can be written and read again. */
public final class UseTraceFuzz {
    private UseTraceFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        UseTrace trace;
        try {
            trace = UseTrace.parse("trace.json", new String(input, StandardCharsets.UTF_8));
        } catch (DocumentException e) {
            Documented.refusal(e);
            return;
        }
        try {
            UseTrace.parse("written.json", trace.json());
        } catch (DocumentException e) {
            throw new IllegalStateException("what was written is not read", e);
        }
    }
}
