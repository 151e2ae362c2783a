package dev.wascc.nkeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wascc.Vectors;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class NkeysVectorsTest {
    private static final JsonNode VECTORS = Vectors.json("vectors/nkeys.json");

    static Stream<JsonNode> keys() {
        return VECTORS.get("keys")
                .valueStream()
                .filter(key -> !key.get("type").stringValue().equals("Curve"));
    }

    @ParameterizedTest
    @MethodSource("keys")
    void every_role_gives_the_public_key_and_signature_of_the_rust_crate(JsonNode vector) throws Exception {
        SigningKey key = SigningKey.fromSeed(vector.get("seed").stringValue());
        byte[] message = vector.get("message_utf8").stringValue().getBytes(StandardCharsets.UTF_8);

        assertThat(key.role().word()).isEqualTo(vector.get("type").stringValue().toLowerCase(Locale.ROOT));
        assertThat(key.publicKey().text()).isEqualTo(vector.get("public_key").stringValue());
        assertThat(key.exposeSeed()).isEqualTo(vector.get("seed").stringValue());
        assertThat(key.sign(message))
                .isEqualTo(HexFormat.of().parseHex(vector.get("signature_hex").stringValue()));
        assertThat(PublicKey.parse(vector.get("public_key").stringValue()).verifies(message, key.sign(message)))
                .isTrue();
    }

    @Test
    void seven_roles_are_in_the_vectors() {
        assertThat(keys()).hasSize(KeyRole.values().length);
    }

    @Test
    void curve_seeds_are_refused_as_keys_that_cannot_sign() {
        JsonNode curve = VECTORS.get("keys")
                .valueStream()
                .filter(key -> key.get("type").stringValue().equals("Curve"))
                .findFirst()
                .orElseThrow();
        assertKind(curve.get("seed").stringValue(), true, InvalidKeyTextException.Kind.INVALID_PREFIX);
        assertKind(curve.get("public_key").stringValue(), false, InvalidKeyTextException.Kind.INVALID_PREFIX);
    }

    static Stream<JsonNode> errors() {
        return VECTORS.get("errors").valueStream().filter(error -> error.has("input"));
    }

    @ParameterizedTest
    @MethodSource("errors")
    void bad_texts_are_refused_for_the_reason_the_rust_crate_gives(JsonNode vector) {
        String kind = vector.get("error").stringValue().split(" ")[0];
        InvalidKeyTextException.Kind expected =
                switch (kind) {
                    case "InvalidKeyLength" -> InvalidKeyTextException.Kind.INVALID_KEY_LENGTH;
                    case "CodecFailure" -> InvalidKeyTextException.Kind.CODEC_FAILURE;
                    case "ChecksumFailure" -> InvalidKeyTextException.Kind.CHECKSUM_FAILURE;
                    default -> InvalidKeyTextException.Kind.INVALID_PREFIX;
                };
        assertKind(
                vector.get("input").stringValue(),
                vector.get("function").stringValue().equals("from_seed"),
                expected);
    }

    private static void assertKind(String text, boolean seed, InvalidKeyTextException.Kind kind) {
        assertThatThrownBy(() -> {
                    if (seed) {
                        SigningKey.fromSeed(text);
                    } else {
                        PublicKey.parse(text);
                    }
                })
                .isInstanceOfSatisfying(InvalidKeyTextException.class, e -> {
                    assertThat(e.kind()).isEqualTo(kind);
                    if (text.length() > 10) {
                        assertThat(e.getMessage()).doesNotContain(text);
                    }
                });
    }

    static Stream<JsonNode> wascapKeys() {
        return Vectors.json("vectors/wascap/vectors.json").get("nkeys").valueStream();
    }

    @ParameterizedTest
    @MethodSource("wascapKeys")
    void the_keys_of_the_wascap_vectors_read_as_go_and_the_script_read_them(JsonNode vector) throws Exception {
        String seed = vector.get("seed").stringValue();
        if (vector.has("bad_seed")) {
            assertThatThrownBy(() -> SigningKey.fromSeed(seed)).isInstanceOf(InvalidKeyTextException.class);
            return;
        }
        SigningKey key = SigningKey.fromSeed(seed);
        assertThat(key.publicKey().text())
                .isEqualTo(vector.get("public_by_script").stringValue());
        String signature = vector.get("go_nk_signature_of_message").stringValue();
        if (!signature.startsWith("nkeys:")) {
            byte[] message = vector.get("message").stringValue().getBytes(StandardCharsets.UTF_8);
            assertThat(Base64.getUrlEncoder().withoutPadding().encodeToString(key.sign(message)))
                    .isEqualTo(signature);
        }
    }
}
