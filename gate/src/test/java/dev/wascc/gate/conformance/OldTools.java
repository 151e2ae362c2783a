package dev.wascc.gate.conformance;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** What the crate wascap did with modules that were forged in the same way: vectors that were made with the real crate. */
final class OldTools {
    private static final Path VECTORS = Path.of("../claims/src/test/resources/vectors/wascap/vectors.json");
    private static final List<String> VERSIONS = List.of("0.5.2", "0.11.2", "0.16.2");

    private final Map<String, JsonNode> vectors = new TreeMap<>();

    OldTools() throws Exception {
        for (JsonNode vector :
                new ObjectMapper().readTree(Files.readAllBytes(VECTORS)).get("vectors")) {
            vectors.put(vector.get("file").asString(), vector.get("verdicts"));
        }
    }

    /** By version. */
    Map<String, String> of(String vector) {
        JsonNode verdicts = vectors.get("negative/" + vector + ".wasm");
        if (verdicts == null) {
            throw new IllegalArgumentException("there is no vector " + vector);
        }
        Map<String, String> answers = new LinkedHashMap<>();
        for (String version : VERSIONS) {
            for (JsonNode verdict : verdicts) {
                if (verdict.get("versions").valueStream().anyMatch(one -> one.asString()
                        .equals(version))) {
                    answers.put(version, words(verdict.get("answer")));
                }
            }
        }
        return answers;
    }

    private static String words(JsonNode answer) {
        String extract = answer.get("extract").asString();
        if (extract.startsWith("panic")) {
            return "panics";
        } else if (extract.equals("none")) {
            return "sees no token";
        } else if (!extract.equals("ok")) {
            return "refuses: " + answer.path("error").asString("");
        }
        JsonNode validation = answer.get("validate");
        if (!validation.get("result").asString().equals("ok")) {
            return validation.get("result").asString().equals("error")
                    ? "reads the claims, refuses the token: "
                            + validation.path("error").asString("")
                    : "reads the claims, then panics";
        }
        boolean valid = validation.get("signature_valid").asBoolean();
        boolean dated = validation.get("expired").asBoolean()
                || validation.get("cannot_use_yet").asBoolean();
        return valid && !dated
                ? "accepts"
                : !valid ? "accepts, and says signature_valid: false" : "reads it, and says that its dates are wrong";
    }
}
