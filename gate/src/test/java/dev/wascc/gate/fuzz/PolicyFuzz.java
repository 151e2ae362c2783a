package dev.wascc.gate.fuzz;

import dev.wascc.document.DocumentException;
import dev.wascc.gate.Policy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Policy files, as YAML and, where they begin like it, as JSON. */
public final class PolicyFuzz {
    private PolicyFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        parse(text, true);
        if (text.startsWith("{")) {
            parse(text, false);
        }
    }

    private static void parse(String text, boolean yaml) {
        try {
            Policy.parse("policy", text, yaml, Path.of(""));
        } catch (DocumentException e) {
            Documented.refusal(e);
        }
    }
}
