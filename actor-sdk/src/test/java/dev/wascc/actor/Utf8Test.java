package dev.wascc.actor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8Test {
    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "\u007f", "\u0080", "käse", "plain, then ä", "€ 5", "\ud83d\ude00 in four"})
    void texts_and_bytes_are_those_of_the_jdk(String text) {
        assertThat(Utf8.encode(text)).isEqualTo(text.getBytes(UTF_8));
        assertThat(Utf8.decode(text.getBytes(UTF_8))).isEqualTo(text);
    }

    @Test
    void what_is_not_utf_8_is_replaced_as_by_the_jdk() {
        byte[] bad = {'a', (byte) 0xff, 'b', (byte) 0xc3};
        assertThat(Utf8.decode(bad)).isEqualTo(new String(bad, UTF_8));
    }
}
