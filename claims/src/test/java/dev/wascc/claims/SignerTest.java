package dev.wascc.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wascc.Vectors;
import dev.wascc.nkeys.KeyRole;
import dev.wascc.nkeys.PublicKey;
import dev.wascc.nkeys.SigningKey;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class SignerTest {
    private static final JsonNode CLAIMS = Vectors.json("vectors/claims.json");
    private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    private static SigningKey key(String name) {
        try {
            return SigningKey.fromSeed(CLAIMS.get("keys").get(name).stringValue());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static final SigningKey ACCOUNT = key("account_seed");
    private static final SigningKey MODULE = key("module_seed");

    static Stream<JsonNode> tokens() {
        return Stream.concat(
                        CLAIMS.get("samples").valueStream(),
                        Vectors.json("vectors/invocation.json").get("samples").valueStream())
                .filter(sample -> sample.has("jwt"));
    }

    /** The rows hold the token itself, or Rust's debug form of it. */
    private static String text(JsonNode sample) {
        return sample.get("jwt").stringValue().replaceAll("^Ok\\(Some\\(\"|\"\\)\\)$", "");
    }

    @ParameterizedTest
    @MethodSource("tokens")
    void a_token_read_and_signed_again_is_the_real_tools_token_to_the_bit(JsonNode sample) throws Exception {
        Token token = Token.parse(text(sample));
        assertThat(token.signatureMatches()).isTrue();
        SigningKey issuer =
                switch (token.unverifiedClaims().issuer().role()) {
                    case ACCOUNT -> ACCOUNT;
                    case OPERATOR -> key("operator_seed");
                    case SERVER ->
                        SigningKey.fromSeed(Vectors.json("vectors/invocation.json")
                                .get("host_seed")
                                .stringValue());
                    default -> throw new AssertionError("no seed for " + token);
                };
        assertThat(Token.sign(token.unverifiedClaims(), issuer).text()).isEqualTo(token.text());
    }

    @Test
    void all_kinds_of_tokens_are_among_the_samples() {
        Set<Class<?>> kinds = new HashSet<>();
        tokens().forEach(sample -> {
            try {
                kinds.add(
                        Token.parse(text(sample)).unverifiedClaims().metadata().getClass());
            } catch (ClaimsException e) {
                throw new AssertionError(sample.toString(), e);
            }
        });
        assertThat(kinds)
                .as("the sample of a cluster has an operator's key for its subject, and reads as an operator")
                .containsExactlyInAnyOrder(
                        Metadata.Actor.class,
                        Metadata.Provider.class,
                        Metadata.Account.class,
                        Metadata.Operator.class,
                        Metadata.Invocation.class);
    }

    @Test
    void every_token_of_the_wascap_commands_reads_and_its_signature_matches() throws Exception {
        JsonNode tokens = Vectors.json("vectors/wascap/vectors.json").get("tokens");
        int read = 0;
        for (JsonNode row : tokens) {
            if (!row.has("jwt")) {
                continue; // the command refused its arguments
            }
            read++;
            Token token = Token.parse(row.get("jwt").stringValue());
            assertThat(token.signatureMatches())
                    .as(row.get("arguments").toString())
                    .isTrue();
            assertThat(Token.parse(token.text()).unverifiedClaims()).isEqualTo(token.unverifiedClaims());
        }
        assertThat(read).isEqualTo(9);
    }

    static Stream<JsonNode> modules() {
        return CLAIMS.get("samples").valueStream().filter(sample -> sample.has("signed_hex"));
    }

    @ParameterizedTest
    @MethodSource("modules")
    void a_signed_module_has_the_bytes_of_the_real_tool_but_for_section_name_and_layout_revision(JsonNode sample)
            throws Exception {
        ActorModule theirs =
                ActorModule.of(HexFormat.of().parseHex(sample.get("signed_hex").stringValue()));
        ActorModule input =
                ActorModule.of(HexFormat.of().parseHex(sample.get("input_hex").stringValue()));
        Claims<?> claims = theirs.token().orElseThrow().unverifiedClaims();
        Claims<Metadata.Actor> plain = Claims.of(
                        claims.id(), claims.issuer(), claims.subject(), claims.issuedAt(), (Metadata.Actor)
                                claims.metadata())
                .within(claims.notBefore(), claims.expires());

        ActorModule ours = new Signer(ACCOUNT).sign(input, plain);

        boolean reencodes = sample.get("module").stringValue().equals("padbody")
                && sample.get("wascap").stringValue().matches("0\\.[56].*");
        if (claims.layoutRevision() == null && !reencodes) {
            assertThat(ours.bytes()).isEqualTo(theirs.bytes());
        } else if (!reencodes) {
            assertThat(ours.verbatimHash()).isEqualTo(((Metadata.Actor) claims.metadata()).hash());
        } else {
            assertThat(ours.verbatimHash()).isNotEqualTo(((Metadata.Actor) claims.metadata()).hash());
        }
    }

    @Test
    void the_same_inputs_give_the_same_bytes() throws Exception {
        assertThat(sign("hello").bytes()).isEqualTo(sign("hello").bytes());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hello",
                "customs",
                "empty",
                "foreign",
                "modern",
                "padded",
                "padded-sections",
                "simd",
                "component",
                "component-empty",
                "component-nested"
            })
    void what_was_signed_verifies_and_carries_the_claims(String name) throws Exception {
        VerifiedActor actor = new Verifier(TrustPolicy.trusting(Set.of(ACCOUNT.publicKey())), CLOCK).verify(sign(name));
        assertThat(actor.key()).isEqualTo(MODULE.publicKey());
        assertThat(actor.capabilities()).containsExactly("wascc:keyvalue");
        assertThat(actor.claimsCapability("wascc:key")).isFalse();
        assertThat(actor.hashForm()).isEqualTo(HashForm.VERBATIM);
        assertThat(actor.module().tokenSection()).contains("jwt");
    }

    @Test
    void signing_again_replaces_the_token() throws Exception {
        ActorModule once = sign("hello");
        ActorModule twice = new Signer(ACCOUNT).sign(once, claims());
        assertThat(twice.bytes()).isEqualTo(once.bytes());
    }

    @Test
    void every_byte_of_a_signed_module_counts() throws Exception {
        Verifier verifier = new Verifier(TrustPolicy.integrityOnly(), CLOCK);
        for (String name : List.of("hello", "padded-sections", "component-nested")) {
            byte[] signed = sign(name).bytes();
            int accepted = 0;
            for (int at = 0; at < signed.length; at++) {
                for (int flip : new int[] {0x01, 0x80, 0xff}) {
                    byte[] changed = signed.clone();
                    changed[at] ^= (byte) flip;
                    accepted += refuses(verifier, changed) ? 0 : 1;
                }
            }
            assertThat(accepted).as(name).isZero();
        }
    }

    private static boolean refuses(Verifier verifier, byte[] wasm) {
        try {
            verifier.verify(ActorModule.of(wasm));
            return false;
        } catch (ClaimsException e) {
            return !e.findings().isEmpty();
        }
    }

    @Test
    void random_and_mutated_bytes_are_refused_and_never_break_the_verifier() throws Exception {
        Random random = new Random(7);
        Verifier verifier = new Verifier(TrustPolicy.integrityOnly(), CLOCK);
        byte[] signed = sign("customs").bytes();
        int rounds = Integer.getInteger("wascc.fuzz", 20_000);
        for (int i = 0; i < rounds; i++) {
            byte[] bytes = signed.clone();
            for (int n = random.nextInt(4); n >= 0; n--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            bytes = random.nextInt(4) == 0 ? java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
            if (!java.util.Arrays.equals(bytes, signed)) {
                assertThat(refuses(verifier, bytes)).isTrue();
            }
        }
    }

    @Test
    void a_token_of_one_module_is_refused_on_every_other() throws Exception {
        List<String> names = List.of("hello", "customs", "empty", "foreign", "modern", "padded", "simd");
        for (String from : names) {
            Token token = sign(from).token().orElseThrow();
            for (String to : names) {
                ActorModule other = ActorModule.of(Vectors.bytes("vectors/wascap/unsigned/" + to + ".wasm"))
                        .unsigned()
                        .withToken(token);
                assertThat(new Verifier(TrustPolicy.integrityOnly(), CLOCK)
                                .inspect(other)
                                .findings())
                        .extracting(Finding::rule)
                        .isEqualTo(from.equals(to) ? List.of() : List.of(ClaimsRule.HASH_MISMATCH));
            }
        }
    }

    @Test
    void dates_are_judged_to_the_second_and_with_the_skew_that_is_allowed() throws Exception {
        for (int skew : new int[] {0, 60}) {
            TrustPolicy policy = new TrustPolicy(Set.of(), null, Duration.ofSeconds(skew));
            for (int offset : new int[] {-1, 0, 1}) {
                Instant exp = NOW.plusSeconds(offset - skew);
                assertThat(rules(policy, claims().within(null, exp)))
                        .as("exp %d skew %d", offset, skew)
                        .isEqualTo(offset < 0 ? List.of(ClaimsRule.EXPIRED) : List.of());
                Instant nbf = NOW.plusSeconds(offset + skew);
                assertThat(rules(policy, claims().within(nbf, null)))
                        .as("nbf %d skew %d", offset, skew)
                        .isEqualTo(offset > 0 ? List.of(ClaimsRule.NOT_YET_VALID) : List.of());
            }
        }
    }

    @Test
    void an_issuer_that_is_not_trusted_and_a_capability_that_is_not_allowed_are_both_found() throws Exception {
        PublicKey other = SigningKey.generate(KeyRole.ACCOUNT, new java.security.SecureRandom())
                .publicKey();
        TrustPolicy policy = new TrustPolicy(Set.of(other), Set.of("wascc:logging"), Duration.ZERO);
        assertThat(rules(policy, claims()))
                .containsExactly(ClaimsRule.ISSUER_NOT_TRUSTED, ClaimsRule.CAPABILITY_NOT_ALLOWED);
    }

    @Test
    void a_policy_that_trusts_nobody_cannot_be_mistaken_for_one_that_does_not_judge() {
        assertThatThrownBy(() -> TrustPolicy.trusting(Set.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_signer_refuses_claims_of_another_issuer_and_subjects_of_another_role() throws Exception {
        SigningKey other = SigningKey.generate(KeyRole.ACCOUNT, new java.security.SecureRandom());
        assertThatThrownBy(() -> new Signer(other).sign(claims())).isInstanceOf(ClaimsException.class);
        Claims<Metadata.Actor> account =
                Claims.of("x", ACCOUNT.publicKey(), ACCOUNT.publicKey().text(), NOW, claims().metadata());
        assertThatThrownBy(() -> new Signer(ACCOUNT).sign(account)).isInstanceOf(ClaimsException.class);
    }

    @Test
    void the_last_character_of_each_segment_has_one_spelling() throws Exception {
        String text = sign("empty").token().orElseThrow().text();
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        int accepted = 0;
        for (int at : new int[] {text.indexOf('.') - 1, text.lastIndexOf('.') - 1, text.length() - 1}) {
            for (char c : alphabet.toCharArray()) {
                String changed = text.substring(0, at) + c + text.substring(at + 1);
                try {
                    accepted += Token.parse(changed).signatureMatches() ? 1 : 0;
                } catch (ClaimsException e) {
                    assertThat(e.exitCode()).isEqualTo(15);
                }
            }
        }
        assertThat(accepted).as("only the text itself, once for each place").isEqualTo(3);
    }

    @Test
    void a_token_of_0_to_5_segments_is_refused_unless_it_has_3() {
        for (int segments : new int[] {1, 2, 4, 5}) {
            String text = String.join(".", java.util.Collections.nCopies(segments, "e30"));
            assertThatThrownBy(() -> Token.parse(text))
                    .isInstanceOf(ClaimsException.class)
                    .hasMessageContaining("3 segments");
        }
        assertThatThrownBy(() -> Token.parse("")).isInstanceOf(ClaimsException.class);
    }

    @Test
    void a_section_that_claims_four_gigabytes_is_refused_without_allocating_them() {
        byte[] bomb = HexFormat.of().parseHex("0061736d01000000" + "00ffffffff0f" + "036a7774");
        assertThatThrownBy(() -> ActorModule.of(bomb))
                .isInstanceOfSatisfying(
                        ClaimsException.class, e -> assertThat(e.exitCode()).isEqualTo(15));
    }

    private static List<Rule> rules(TrustPolicy policy, Claims<Metadata.Actor> claims) throws Exception {
        ActorModule module = ActorModule.of(Vectors.bytes("vectors/wascap/unsigned/hello.wasm"));
        return new Verifier(policy, CLOCK)
                .inspect(new Signer(ACCOUNT).sign(module, claims)).findings().stream()
                        .map(Finding::rule)
                        .toList();
    }

    private static Claims<Metadata.Actor> claims() {
        return Claims.of(
                "jti",
                ACCOUNT.publicKey(),
                MODULE.publicKey().text(),
                NOW,
                new Metadata.Actor("a", "", List.of(), List.of("wascc:keyvalue"), 1, "1.0", null, false));
    }

    private static ActorModule sign(String name) throws Exception {
        return new Signer(ACCOUNT)
                .sign(ActorModule.of(Vectors.bytes("vectors/wascap/unsigned/" + name + ".wasm")), claims());
    }

    @Test
    void an_operator_is_issued_by_an_operator_alone_and_a_cluster_issues_nothing() {
        SigningKey operator = key("operator_seed");
        SigningKey cluster = SigningKey.generate(KeyRole.CLUSTER, new java.security.SecureRandom());
        for (SigningKey issuer : List.of(ACCOUNT, cluster)) {
            Claims<Metadata.Operator> claims = Claims.of(
                    "o", issuer.publicKey(), operator.publicKey().text(), NOW, new Metadata.Operator("op", List.of()));
            assertThatThrownBy(() -> new Signer(issuer).sign(claims))
                    .isInstanceOf(ClaimsException.class)
                    .hasMessageContaining("S010");
        }
    }

    @Test
    void components_nested_deeper_than_eight_are_refused_before_they_fill_the_memory() throws Exception {
        byte[] component = {0, 'a', 's', 'm', 0x0d, 0, 1, 0};
        byte[] nested = component;
        for (int depth = 0; depth < 9; depth++) {
            java.io.ByteArrayOutputStream outer = new java.io.ByteArrayOutputStream();
            outer.writeBytes(component);
            outer.write(4);
            outer.writeBytes(Leb128.minimal(nested.length));
            outer.writeBytes(nested);
            nested = outer.toByteArray();
        }
        ActorModule module = ActorModule.of(nested);
        assertThatThrownBy(() -> new Signer(ACCOUNT).sign(module, claims()))
                .hasMessageContaining("nested deeper than 8");
    }

    @Test
    void provider_claims_keep_their_config_schema() throws Exception {
        Claims<Metadata.Provider> claims = Claims.of(
                "p",
                ACCOUNT.publicKey(),
                key("service_seed").publicKey().text(),
                NOW,
                new Metadata.Provider(
                        "n",
                        "wascc:x",
                        "acme",
                        1,
                        "1",
                        Map.of("x86_64-linux", "AB"),
                        "{\"b\":1.50,\"a\":[null,true]}"));
        Token token = new Signer(ACCOUNT).sign(claims);
        assertThat(token.payload()).endsWith("\"config_schema\":{\"b\":1.50,\"a\":[null,true]}}}");
        assertThat(token.payload().getBytes(StandardCharsets.UTF_8)).isNotEmpty();
        assertThat(new Verifier(TrustPolicy.integrityOnly(), CLOCK)
                        .verify(token)
                        .metadata())
                .isEqualTo(claims.metadata());
    }
}
