package dev.wascc.claims;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wascc.Vectors;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * Each signed and forged module of the vectors: our verdict beside those of the real versions. {@code verdicts.tsv} lists
 * the rule ids we refuse a file for, and the reason for each difference from what wascap 0.5.2, 0.11.2 and 0.16.2 answer.
 */
class SignedModuleVectorsTest {
    private static final JsonNode VECTORS = Vectors.json("vectors/wascap/vectors.json");
    private static final List<String> COMPARED = List.of("0.5.2", "0.11.2", "0.16.2");
    private static final Map<String, String[]> VERDICTS = verdicts();
    // The day the vectors were made: tokens with dates of 2026 are judged as the real tools judged them.
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-24T12:00:00Z"), ZoneOffset.UTC);

    private static Map<String, String[]> verdicts() {
        Map<String, String[]> rows = new LinkedHashMap<>();
        new String(Vectors.bytes("vectors/verdicts.tsv"), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.startsWith("#"))
                .forEach(line -> {
                    String[] cells = line.split("\t", -1);
                    rows.put(cells[0], cells);
                });
        return rows;
    }

    static Stream<JsonNode> vectors() {
        return VECTORS.get("vectors").valueStream();
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void each_module_gets_the_documented_verdict(JsonNode vector) {
        String file = vector.get("file").stringValue();
        String[] row = VERDICTS.get(file);
        assertThat(row).as("a row of verdicts.tsv for " + file).isNotNull();

        assertThat(rules(file)).as(file).isEqualTo(row[1]);
        String differing = String.join(",", differing(vector, row[1].equals("OK")));
        assertThat(row[2])
                .as("versions that answer otherwise than we about " + file)
                .isEqualTo(differing);
        assertThat(row[3].isBlank())
                .as("a reason where, and only where, a version differs: " + file)
                .isEqualTo(differing.isEmpty());
    }

    @Test
    void every_row_is_of_a_vector() {
        assertThat(VERDICTS.keySet())
                .containsExactlyInAnyOrderElementsOf(vectors()
                        .map(vector -> vector.get("file").stringValue())
                        .toList());
    }

    private static String rules(String file) {
        Verifier verifier = new Verifier(TrustPolicy.integrityOnly(), CLOCK);
        List<Finding> findings;
        try {
            findings = verifier.inspect(ActorModule.of(Vectors.bytes("vectors/wascap/" + file)))
                    .findings();
        } catch (ClaimsException e) {
            findings = e.findings();
        }
        TreeSet<String> ids = new TreeSet<>();
        findings.forEach(finding -> ids.add(finding.rule().id().substring("WASCC-".length())));
        return ids.isEmpty() ? "OK" : String.join("+", ids);
    }

    private static List<String> differing(JsonNode vector, boolean ours) {
        return COMPARED.stream()
                .filter(version -> accepts(vector, version) != ours)
                .toList();
    }

    private static boolean accepts(JsonNode vector, String version) {
        for (JsonNode verdict : vector.get("verdicts")) {
            if (verdict.get("versions").valueStream().anyMatch(v -> v.stringValue()
                    .equals(version))) {
                JsonNode answer = verdict.get("answer");
                JsonNode validate = answer.get("validate");
                return answer.get("extract").stringValue().equals("ok")
                        && validate != null
                        && validate.get("result").stringValue().equals("ok")
                        && validate.get("signature_valid").booleanValue()
                        && !validate.get("expired").booleanValue()
                        && !validate.get("cannot_use_yet").booleanValue();
            }
        }
        throw new IllegalArgumentException("no verdict of " + version);
    }

    /** Prints the table with empty reasons; for whoever adds vectors. */
    public static void main(String[] args) {
        vectors().forEach(vector -> {
            String file = vector.get("file").stringValue();
            String rules = rules(file);
            System.out.println(file + "\t" + rules + "\t" + String.join(",", differing(vector, rules.equals("OK")))
                    + "\t" + (vector.has("note") ? vector.get("note").stringValue() : ""));
        });
    }
}
