package dev.wascc.claims;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wascc.Vectors;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class PaddedNumbersTest {
    /** What the real 0.5.2 did: where it hashed what we copy, it reads what we write. */
    static Stream<JsonNode> samples() {
        return Vectors.json("vectors/claims.json")
                .get("samples")
                .valueStream()
                .filter(sample -> sample.has("signed_hex"));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void a_body_that_wascap_0_5_encodes_otherwise_is_told_from_one_that_it_keeps(JsonNode sample) throws Exception {
        ActorModule input =
                ActorModule.of(HexFormat.of().parseHex(sample.get("input_hex").stringValue()));
        boolean padded = sample.get("module").stringValue().equals("padbody");
        assertThat(input.legacyReaders()).isEqualTo(padded ? LegacyReaders.REFUSE : LegacyReaders.READ);
    }

    @ParameterizedTest
    @CsvSource({"hello, READ", "empty, READ", "customs, READ", "padded, REFUSE", "simd, UNKNOWN", "component, UNKNOWN"})
    void the_modules_of_the_vectors(String name, LegacyReaders expected) throws Exception {
        assertThat(ActorModule.of(Vectors.bytes("vectors/wascap/unsigned/" + name + ".wasm"))
                        .legacyReaders())
                .isEqualTo(expected);
    }

    @Test
    void padded_section_lengths_are_no_matter_of_bodies_and_go_when_signed() throws Exception {
        ActorModule module = ActorModule.of(Vectors.bytes("vectors/wascap/unsigned/padded-sections.wasm"));
        assertThat(module.hasPaddedSections()).isTrue();
        assertThat(module.unsigned().hasPaddedSections()).isFalse();
    }

    /** The name's length is inside the section, so that a section copy keeps it as it is. */
    @ParameterizedTest
    @CsvSource({"0061736d010000000003016100, READ", "0061736d01000000000481006100, REFUSE"})
    void a_padded_length_of_a_custom_sections_name_is_told(String hex, LegacyReaders expected) throws Exception {
        ActorModule module = ActorModule.of(HexFormat.of().parseHex(hex));
        assertThat(module.legacyReaders()).isEqualTo(expected);
        assertThat(module.unsigned().bytes()).isEqualTo(module.bytes());
    }
}
