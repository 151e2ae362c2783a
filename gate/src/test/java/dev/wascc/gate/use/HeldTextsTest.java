package dev.wascc.gate.use;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class HeldTextsTest {
    private static final List<String> TEXTS = List.of("a", "ab", "aab", "bab", "b\u00fc", "abba");

    /** Latin-1 gives each byte its character, so that a search in strings is one in bytes. */
    @Test
    void it_finds_what_a_search_for_one_after_the_other_finds() {
        HeldTexts held = new HeldTexts(TEXTS);
        Random random = new Random(20261124);
        byte[] alphabet = {'a', 'b', 0, (byte) 0xc3, (byte) 0xbc, (byte) 0xfc};
        int found = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(16)];
            for (int at = 0; at < bytes.length; at++) {
                bytes[at] = alphabet[random.nextInt(alphabet.length)];
            }
            Set<String> expected = new TreeSet<>();
            for (String text : TEXTS) {
                if (holds(bytes, text, StandardCharsets.UTF_8) || holds(bytes, text, StandardCharsets.UTF_16LE)) {
                    expected.add(text);
                }
            }
            assertThat(held.in(bytes)).isEqualTo(expected);
            found += expected.size();
        }
        assertThat(found).isGreaterThan(10_000);
    }

    private static boolean holds(byte[] bytes, String text, Charset charset) {
        return new String(bytes, StandardCharsets.ISO_8859_1)
                .contains(new String(text.getBytes(charset), StandardCharsets.ISO_8859_1));
    }
}
