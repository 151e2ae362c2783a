package dev.wascc.document;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTreeTest {
    /** Found by AttestationFuzz. */
    @ParameterizedTest
    @ValueSource(strings = {"2e22222222222222222222", "[1e-99999999999]", "{\"a\":-1.5e99999999999}"})
    void numbers_whose_exponent_nobody_can_hold_are_refused(String text) {
        assertThatThrownBy(() -> JsonTree.read(text))
                .isInstanceOf(DocumentException.class)
                .hasMessageStartingWith("not JSON: a number");
    }
}
