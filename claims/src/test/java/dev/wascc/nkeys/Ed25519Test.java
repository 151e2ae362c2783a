package dev.wascc.nkeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wascc.Vectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class Ed25519Test {
    private static final HexFormat HEX = HexFormat.of();

    @Test
    void all_wycheproof_vectors_get_the_verdict_of_the_standard() {
        int tests = 0;
        List<Integer> wrong = new ArrayList<>();
        for (JsonNode group : Vectors.json("wycheproof/ed25519_test.json").get("testGroups")) {
            byte[] key = HEX.parseHex(group.get("publicKey").get("pk").stringValue());
            for (JsonNode test : group.get("tests")) {
                tests++;
                boolean verifies = Ed25519.verifies(
                        key,
                        HEX.parseHex(test.get("msg").stringValue()),
                        HEX.parseHex(test.get("sig").stringValue()));
                if (verifies != test.get("result").stringValue().equals("valid")) {
                    wrong.add(test.get("tcId").intValue());
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(tests)
                .isEqualTo(Vectors.json("wycheproof/ed25519_test.json")
                        .get("numberOfTests")
                        .intValue());
    }

    /** The points of order 1, 2, 4 and 8, and their non-canonical spellings. */
    private static final List<String> WEAK = List.of(
            "0100000000000000000000000000000000000000000000000000000000000000",
            "0100000000000000000000000000000000000000000000000000000000000080",
            "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
            "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
            "0000000000000000000000000000000000000000000000000000000000000000",
            "0000000000000000000000000000000000000000000000000000000000000080",
            "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
            "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
            "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
            "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
            "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f");

    @Test
    void no_signature_verifies_under_a_key_of_small_order() {
        int accepted = 0;
        for (String key : WEAK) {
            byte[] raw = HEX.parseHex(key);
            assertThat(Ed25519.usable(raw)).as(key).isFalse();
            for (String r : WEAK) {
                for (int m = 0; m < 50; m++) {
                    byte[] signature = Arrays.copyOf(HEX.parseHex(r), 64);
                    accepted += Ed25519.verifies(raw, new byte[] {(byte) m}, signature) ? 1 : 0;
                }
            }
        }
        assertThat(accepted).isZero();
    }

    @Test
    void a_key_text_of_a_weak_point_is_refused() {
        for (String key : WEAK) {
            byte[] content = new byte[33];
            System.arraycopy(HEX.parseHex(key), 0, content, 1, 32);
            String text = KeyText.encode(content);
            assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> PublicKey.parse(text)))
                    .isInstanceOf(InvalidKeyTextException.class);
        }
    }
}
