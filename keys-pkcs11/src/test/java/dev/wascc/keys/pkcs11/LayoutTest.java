package dev.wascc.keys.pkcs11;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Offsets as C compilers lay out pkcs11.h; the first row's were printed by cc, those of Windows follow from #pragma pack(1). */
class LayoutTest {
    @ParameterizedTest
    @CsvSource({
        // ulong, pointer, packed: value, length and size of CK_ATTRIBUTE; C_Sign; flags and size of
        // CK_C_INITIALIZE_ARGS
        "8, 8, false, 8, 16, 24, 352, 32, 48",
        "4, 4, false, 4, 8, 12, 176, 16, 24",
        "4, 8, true, 4, 12, 16, 346, 32, 44",
        "4, 4, true, 4, 8, 12, 174, 16, 24"
    })
    void structures_are_laid_out_as_c_does(
            int ulong, int pointer, boolean packed, int value, int length, int size, int sign, int flags, int all) {
        Layout layout = new Layout(ulong, pointer, packed);
        assertThat(layout.valueOffset()).isEqualTo(value);
        assertThat(layout.lengthOffset()).isEqualTo(length);
        assertThat(layout.tripleSize()).isEqualTo(size);
        assertThat(layout.functionOffset(43)).isEqualTo(sign);
        assertThat(layout.initializeFlagsOffset()).isEqualTo(flags);
        assertThat(layout.initializeSize()).isEqualTo(all);
    }

    @Test
    void a_point_is_read_in_each_of_the_forms_that_tokens_keep_it_in() {
        byte[] key = new byte[32];
        java.util.Arrays.fill(key, (byte) 7);
        String hex = HexFormat.of().formatHex(key);
        for (String form : new String[] {hex, "0420" + hex, "032100" + hex}) {
            assertThat(KeySearch.raw(HexFormat.of().parseHex(form))).as(form).hasValue(key);
        }
        for (String form : new String[] {"", "04", hex + "00", "0421" + hex, "0520" + hex, "032101" + hex, hex + hex}) {
            assertThat(KeySearch.raw(HexFormat.of().parseHex(form))).as(form).isEmpty();
        }
    }
}
