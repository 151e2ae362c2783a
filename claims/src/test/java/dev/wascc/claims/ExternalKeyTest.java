package dev.wascc.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wascc.nkeys.IssuerKey;
import dev.wascc.nkeys.KeyAccessException;
import dev.wascc.nkeys.KeyRole;
import dev.wascc.nkeys.PublicKey;
import dev.wascc.nkeys.SigningKey;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A key whose secret is somewhere else, and that does wrong. */
class ExternalKeyTest {
    private static final SigningKey ACCOUNT = SigningKey.generate(KeyRole.ACCOUNT, new SecureRandom());
    private static final PublicKey MODULE =
            SigningKey.generate(KeyRole.MODULE, new SecureRandom()).publicKey();
    private static final byte[] WASM = {0, 'a', 's', 'm', 1, 0, 0, 0};

    private record Elsewhere(PublicKey publicKey, UnaryOperator<byte[]> signs) implements IssuerKey {
        @Override
        public byte[] sign(byte[] message) {
            return signs.apply(message);
        }
    }

    private static Claims<Metadata.Actor> claims() {
        return Claims.of(
                "id",
                ACCOUNT.publicKey(),
                MODULE.text(),
                Instant.EPOCH,
                new Metadata.Actor("a", "", java.util.List.of(), java.util.List.of(), 1, "1", null, false));
    }

    @Test
    void a_key_that_is_elsewhere_makes_the_same_module_as_its_seed_here() throws Exception {
        ActorModule module = ActorModule.of(WASM);
        assertThat(new Signer(new Elsewhere(ACCOUNT.publicKey(), ACCOUNT::sign))
                        .sign(module, claims())
                        .bytes())
                .isEqualTo(new Signer(ACCOUNT).sign(module, claims()).bytes());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 63, 64, 65, 128})
    void bytes_that_are_no_signature_are_not_used(int length) throws Exception {
        byte[] nonsense = new byte[length];
        new Random(length).nextBytes(nonsense);
        refuses(message -> nonsense);
    }

    @Test
    void a_signature_of_another_key_or_of_another_message_is_not_used() throws Exception {
        SigningKey other = SigningKey.generate(KeyRole.ACCOUNT, new SecureRandom());
        refuses(other::sign);
        refuses(message -> ACCOUNT.sign(new byte[1]));
        refuses(message -> Arrays.copyOf(ACCOUNT.sign(message), 65));
    }

    @Test
    void a_key_that_changes_the_message_it_was_given_changes_nothing() throws Exception {
        refuses(message -> {
            message[0] ^= 1;
            return ACCOUNT.sign(message);
        });
    }

    private static void refuses(UnaryOperator<byte[]> signs) throws Exception {
        IssuerKey wrong = new Elsewhere(ACCOUNT.publicKey(), signs);
        ActorModule module = ActorModule.of(WASM);
        assertThatThrownBy(() -> new Signer(wrong).sign(module, claims()))
                .isInstanceOf(KeyAccessException.class)
                .hasMessageContaining(ACCOUNT.publicKey().text())
                .hasMessageContaining("nothing was signed");
        assertThatThrownBy(() -> new Signer(wrong).sign(claims())).isInstanceOf(KeyAccessException.class);
    }
}
