package dev.wascc.provider;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OneLineTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\nb",
                "a\rb",
                "a\r\nb",
                "a\u001b[2Jb",
                "a\u2028b",
                "a\u2029b",
                "a\u0085b",
                "a\u202eb",
                "a\u0000b",
                "a\ud800b"
            })
    void nothing_in_an_entry_ends_its_line_or_moves_the_cursor(String text) {
        assertThat(OneLine.of(text)).startsWith("a\\").endsWith("b").matches("[\\x20-\\x7e]+");
    }

    @Test
    void text_of_any_script_stays_and_a_long_one_is_cut() {
        assertThat(OneLine.of("Grüße 世界 🙂")).isEqualTo("Grüße 世界 🙂");
        assertThat(OneLine.of("x".repeat(100_000)).length()).isLessThan(8300);
    }
}
