package dev.wascc.claims;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wascc.nkeys.KeyRole;
import dev.wascc.nkeys.SigningKey;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ClaimsDiffTest {
    private static final SigningKey ACCOUNT = SigningKey.generate(KeyRole.ACCOUNT, new SecureRandom());
    private static final String MODULE =
            SigningKey.generate(KeyRole.MODULE, new SecureRandom()).publicKey().text();

    private static Token token(@Nullable String name, @Nullable List<String> caps) throws Exception {
        return new Signer(ACCOUNT)
                .sign(Claims.of(
                        "id",
                        ACCOUNT.publicKey(),
                        MODULE,
                        Instant.ofEpochSecond(1_700_000_000),
                        new Metadata.Actor(name, "AB", null, caps, 1, null, null, false)));
    }

    @Test
    void the_order_of_a_set_and_an_empty_one_that_is_not_there_are_no_difference() throws Exception {
        assertThat(ClaimsDiff.of(token("a", List.of("x", "y")), token("a", List.of("y", "x")))
                        .changes())
                .isEmpty();
        assertThat(ClaimsDiff.of(token("a", null), token("a", List.of())).changes())
                .isEmpty();
    }

    @Test
    void each_member_that_differs_is_named_with_what_it_was_and_is() throws Exception {
        List<ClaimsDiff.Change> changes = ClaimsDiff.of(token(null, List.of("x")), token("b\n", List.of("y")))
                .changes();
        assertThat(changes).extracting(ClaimsDiff.Change::member).containsExactly("wascap.caps", "wascap.name");
        assertThat(changes.get(0).more()).containsExactly("y");
        assertThat(changes.get(0).less()).containsExactly("x");
        assertThat(changes.get(1).kind()).isEqualTo(ClaimsDiff.Kind.ADDED);
        assertThat(changes.get(1).before()).isNull();
        assertThat(changes.get(1).after()).isEqualTo("\"b\\n\"");
    }

    @Test
    void against_a_module_without_a_token_all_is_new() throws Exception {
        assertThat(ClaimsDiff.of(null, token("a", List.of())).changes())
                .allSatisfy(change -> assertThat(change.kind()).isEqualTo(ClaimsDiff.Kind.ADDED))
                .extracting(ClaimsDiff.Change::member)
                .contains("iss", "sub", "wascap.name")
                .doesNotContain("wascap.caps");
    }
}
