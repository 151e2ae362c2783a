package dev.wascc.actor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wascc.provider.message.Shapes;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FieldReaderTest {
    private static FieldReader read(String hex, String... names) {
        return new FieldReader(HexFormat.of().parseHex(hex.replace(" ", "")), names);
    }

    @Test
    void fields_of_an_array_are_taken_by_their_place() {
        FieldReader fields = read("94 a1 78 c0 05 c3", "a", "b", "c");
        assertThat(fields.text("a")).isEqualTo("x");
        assertThat(fields.text("b")).isEmpty();
        assertThat(fields.whole("c")).isEqualTo(5);
        assertThat(fields.flag("d")).isFalse();
    }

    @Test
    void last_of_two_fields_of_a_name_counts_unless_it_is_nil() {
        assertThat(read("82 a1 61 01 a1 61 02").whole("a")).isEqualTo(2);
        assertThat(read("82 a1 61 01 a1 61 c0").whole("a")).isEqualTo(1);
    }

    @Test
    void a_name_is_found_whole_and_beyond_ascii() {
        FieldReader fields = read("83 a2 6162 01 a1 61 02 a3 61c3b6 03");
        assertThat(fields.whole("a")).isEqualTo(2);
        assertThat(fields.whole("ab")).isEqualTo(1);
        assertThat(fields.whole("a\u00f6")).isEqualTo(3);
        assertThat(fields.whole("abc")).isZero();
    }

    @Test
    void bytes_come_as_bytes_or_text_or_numbers() {
        assertThat(read("81 a1 62 c4 02 ff 00").bytes("b")).containsExactly(0xff, 0);
        assertThat(read("81 a1 62 a2 68 69").bytes("b")).containsExactly('h', 'i');
        assertThat(read("81 a1 62 92 cc ff 07").bytes("b")).containsExactly(0xff, 7);
    }

    @Test
    void header_values_that_are_no_texts_are_shown_and_nil_is_left_out() {
        assertThat(read("81 a1 68 83 a1 61 07 a1 62 c0 a1 63 c3").textMap("h"))
                .containsExactly(Map.entry("a", "7"), Map.entry("c", "true"));
    }

    @Test
    void field_of_another_type_is_refused() {
        FieldReader fields = read("83 a1 61 a1 78 a1 62 05 a1 63 81 a1 78 90");
        assertThatThrownBy(() -> fields.whole("a")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> fields.text("b")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> fields.bytes("b")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> fields.textMap("c")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void lengths_beyond_the_end_are_refused_before_anything_is_allocated() {
        for (String hex : new String[] {"df 7fffffff", "dd 7fffffff", "81 a1 61 c6 7fffffff", "de 0002 01 01 01"}) {
            assertThatThrownBy(() -> read(hex, "a")).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void changed_requests_are_read_or_refused_as_malformed() {
        byte[] request = Shapes.HTTP_REQUEST
                .message()
                .with("method", "GET")
                .with("path", "/gr\u00f6\u00dfe")
                .with("queryString", "a=b")
                .with("header", Map.of("accept", "*/*", "host", "127.0.0.1"))
                .with("body", new byte[40])
                .encode();
        Random random = new Random(11);
        int refused = 0;
        for (int i = 0; i < 50_000; i++) {
            byte[] changed =
                    Arrays.copyOf(request, random.nextInt(4) == 0 ? random.nextInt(request.length) : request.length);
            for (int n = random.nextInt(3); n >= 0 && changed.length > 0; n--) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt();
            }
            try {
                HttpRequest.read(changed).headers();
            } catch (IllegalArgumentException e) {
                refused++;
            }
        }
        assertThat(refused).isBetween(10_000, 49_000);
    }
}
