package dev.wascc.gate.provenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wascc.document.DocumentException;
import dev.wascc.document.JsonTree;
import dev.wascc.nkeys.KeyRole;
import dev.wascc.nkeys.PublicKey;
import dev.wascc.nkeys.SigningKey;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AttestationTest {
    private static final SigningKey KEY = SigningKey.generate(KeyRole.ACCOUNT, new SecureRandom());
    private static final SigningKey STRANGER = SigningKey.generate(KeyRole.ACCOUNT, new SecureRandom());
    private static final Set<PublicKey> TRUSTED = Set.of(KEY.publicKey());
    private static final String SHA = "ab".repeat(32);
    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
    private static final Provenance PROVENANCE = Provenance.of(
                    List.of(new Subject("a_s.wasm", SHA, "cd".repeat(32), "MACTOR")),
                    "wascc attest",
                    new SourceTree("https://github.com/acme/greeter", COMMIT, SourceTree.State.MODIFIED),
                    List.of(
                            new Material("a.wasm", null, "ef".repeat(32)),
                            new Material(null, "pkg:maven/org.acme/lib@1.0?type=jar", "01".repeat(32))),
                    new BuildRun(
                            "https://ci.acme.org",
                            "https://ci.acme.org/17",
                            Instant.parse("2026-11-24T12:00:00Z"),
                            Instant.parse("2026-11-24T12:00:05Z")))
            .ofProject("org.acme:greeter:1.0")
            .leaving(List.of(new Material("a_s.cdx.json", null, "23".repeat(32))));

    /** protocol.md of DSSE 1.0.0, "Test Vectors". */
    @Test
    void what_is_signed_is_what_the_specification_has_signed() {
        assertThat(new String(
                        Dsse.preAuthenticationEncoding(
                                "http://example.com/HelloWorld", "hello world".getBytes(StandardCharsets.UTF_8)),
                        StandardCharsets.UTF_8))
                .isEqualTo("DSSEv1 29 http://example.com/HelloWorld 11 hello world");
        assertThat(new String(Dsse.preAuthenticationEncoding("é", new byte[0]), StandardCharsets.UTF_8))
                .isEqualTo("DSSEv1 2 é 0 ");
    }

    @Test
    void the_envelope_of_the_specification_is_read_and_passed_over_as_it_is_no_provenance() throws Exception {
        String vector = "{\"payload\": \"aGVsbG8gd29ybGQ=\", \"payloadType\": \"http://example.com/HelloWorld\","
                + " \"signatures\": [{\"sig\": \"A3JqsQGtVsJ2O2xqrI5IcnXip5GToJ3F+FnZ+O88SjtR6rDAajabZKciJTfUiHqJPcIAriEGAHTVeCUjW2JIZA==\"}]}";
        Dsse envelope = Dsse.read(Members.of(JsonTree.read(vector), "envelope"));
        assertThat(new String(envelope.payload(), StandardCharsets.UTF_8)).isEqualTo("hello world");
        assertThat(envelope.signatures()).singleElement().satisfies(signature -> {
            assertThat(signature.bytes()).hasSize(64);
            assertThat(signature.keyId()).isEmpty();
        });
        assertThat(Attestation.read("f:1", vector)).isEmpty();
        String both = vector + "\n\n" + Attestation.sign(PROVENANCE, KEY) + "\n";
        assertThat(Attestations.parse("f", both).of(SHA))
                .singleElement()
                .satisfies(attestation -> assertThat(attestation.place()).isEqualTo("f:3"));
        assertThatThrownBy(() -> Attestations.parse("f", vector)).isInstanceOf(DocumentException.class);
    }

    @Test
    void what_was_signed_comes_back_and_signing_again_gives_the_same_line() throws Exception {
        String line = Attestation.sign(PROVENANCE, KEY);
        assertThat(Attestation.sign(PROVENANCE, KEY)).isEqualTo(line).doesNotContain("\n");
        assertThat(attestation(line).verify(Set.of(STRANGER.publicKey(), KEY.publicKey())))
                .isEqualTo(PROVENANCE);
        assertThat(line).contains("\"keyid\":\"" + KEY.publicKey() + "\"");
    }

    /** The tables of in-toto's statement.md and resource_descriptor.md and of SLSA's provenance/v1.md: path, type, whether it is required. */
    @ParameterizedTest
    @CsvSource({
        "_type, TypeURI",
        "subject, list",
        "subject.0.name, string",
        "subject.0.digest.sha256, hex",
        "subject.0.annotations, object",
        "predicateType, TypeURI",
        "predicate.buildDefinition.buildType, TypeURI",
        "predicate.buildDefinition.externalParameters, object",
        "predicate.buildDefinition.resolvedDependencies, list",
        "predicate.buildDefinition.resolvedDependencies.0.uri, TypeURI",
        "predicate.buildDefinition.resolvedDependencies.0.digest.gitCommit, hex",
        "predicate.buildDefinition.resolvedDependencies.1.digest.sha256, hex",
        "predicate.buildDefinition.resolvedDependencies.2.uri, TypeURI",
        "predicate.runDetails.builder.id, TypeURI",
        "predicate.runDetails.metadata.invocationId, string",
        "predicate.runDetails.metadata.startedOn, Timestamp",
        "predicate.runDetails.metadata.finishedOn, Timestamp",
        "predicate.runDetails.byproducts, list",
        "predicate.runDetails.byproducts.0.name, string",
        "predicate.runDetails.byproducts.0.digest.sha256, hex"
    })
    void each_field_has_the_type_of_the_published_tables(String path, String type) throws Exception {
        Object value = at(JsonTree.read(PROVENANCE.statement()), path);
        switch (type) {
            case "list" -> assertThat(value).isInstanceOf(List.class);
            case "object" -> assertThat(value).isInstanceOf(Map.class);
            case "hex" -> assertThat((String) value).matches("([0-9a-f]{2})+");
            case "Timestamp" -> assertThat((String) value).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
            case "TypeURI" -> assertThat((String) value).matches("[a-z+]+:.+");
            default -> assertThat((String) value).isNotEmpty();
        }
    }

    @Test
    void members_are_those_of_the_published_tables_or_named_as_extensions() throws Exception {
        Set<String> known = Set.of(
                "_type",
                "subject",
                "predicateType",
                "predicate",
                "name",
                "uri",
                "digest",
                "annotations",
                "sha256",
                "gitCommit",
                "buildDefinition",
                "runDetails",
                "buildType",
                "externalParameters",
                "resolvedDependencies",
                "builder",
                "metadata",
                "id",
                "invocationId",
                "startedOn",
                "finishedOn",
                "byproducts");
        List<String> found = new ArrayList<>();
        names(JsonTree.read(PROVENANCE.statement()), found);
        found.removeAll(known);
        assertThat(found)
                .containsExactlyInAnyOrder(
                        "wascc_codeSha256", "wascc_module", "wascc_workingTree", "source", "project", "tool");
    }

    static List<String> leaves() throws Exception {
        List<String> leaves = new ArrayList<>();
        leaves(JsonTree.read(PROVENANCE.statement()), "", leaves);
        assertThat(leaves).hasSizeGreaterThan(18);
        return leaves;
    }

    @ParameterizedTest
    @MethodSource("leaves")
    void one_changed_field_and_the_signature_does_not_match(String path) throws Exception {
        Object statement = JsonTree.read(PROVENANCE.statement());
        String text = (String) at(statement, path);
        String other = text.endsWith("0") ? text.substring(0, text.length() - 1) + "1" : text.replaceFirst(".$", "0");
        put(statement, path, other);
        String forged = resealed(JsonTree.compact(statement));
        try {
            Attestation attestation = attestation(forged);
            assertThatThrownBy(() -> attestation.verify(TRUSTED))
                    .isInstanceOf(AttestationException.class)
                    .hasMessageContaining("its signature is not that of " + KEY.publicKey());
        } catch (DocumentException | java.util.NoSuchElementException e) {
            // No longer a statement at all, which is as good.
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "_type",
                "subject",
                "subject.0.digest",
                "predicateType",
                "predicate",
                "predicate.buildDefinition",
                "predicate.buildDefinition.buildType",
                "predicate.buildDefinition.externalParameters",
                "predicate.runDetails",
                "predicate.runDetails.builder",
                "predicate.runDetails.builder.id"
            })
    void a_statement_without_a_required_field_is_refused_even_if_signed(String path) throws Exception {
        for (Object nothing : new Object[] {null, "", List.of(), Map.of(), 17}) {
            Object statement = JsonTree.read(PROVENANCE.statement());
            put(statement, path, nothing);
            String line = signed(JsonTree.compact(statement));
            assertThatThrownBy(() -> Attestation.read("f:1", line))
                    .as("%s = %s", path, nothing)
                    .isInstanceOf(DocumentException.class)
                    .hasMessageStartingWith("f:1: ");
        }
    }

    @Test
    void an_unknown_parameter_is_refused_an_unknown_field_elsewhere_is_not() throws Exception {
        Object statement = JsonTree.read(PROVENANCE.statement());
        put(statement, "predicate.buildDefinition.acme_extra", "x");
        put(statement, "later", 1);
        assertThat(attestation(signed(JsonTree.compact(statement))).verify(TRUSTED))
                .isEqualTo(PROVENANCE);
        put(statement, "predicate.buildDefinition.externalParameters.flags", "-O0");
        String line = signed(JsonTree.compact(statement));
        assertThatThrownBy(() -> attestation(line)).hasMessageContaining("unknown member flags");
    }

    @Test
    void a_source_that_the_dependencies_contradict_is_refused() throws Exception {
        Object statement = JsonTree.read(PROVENANCE.statement());
        put(statement, "predicate.buildDefinition.externalParameters.source", "https://github.com/acme/other");
        String line = signed(JsonTree.compact(statement));
        assertThatThrownBy(() -> attestation(line)).hasMessageContaining("different sources");
    }

    @Test
    void a_source_may_be_without_git_plus_and_a_short_one_is_refused_like_any_other() throws Exception {
        Object statement = JsonTree.read(PROVENANCE.statement());
        put(statement, "predicate.buildDefinition.resolvedDependencies.0.uri", "https://github.com/acme/greeter");
        assertThat(attestation(signed(JsonTree.compact(statement))).verify(TRUSTED))
                .isEqualTo(PROVENANCE);
        put(statement, "predicate.buildDefinition.resolvedDependencies.0.uri", "git");
        String line = signed(JsonTree.compact(statement));
        assertThatThrownBy(() -> attestation(line))
                .isInstanceOf(DocumentException.class)
                .hasMessageContaining("different sources");
    }

    @Test
    void of_a_foreign_build_type_only_subject_and_builder_are_known() throws Exception {
        Object statement = JsonTree.read(PROVENANCE.statement());
        put(statement, "predicate.buildDefinition.buildType", "https://acme.org/build/v1");
        Provenance read = attestation(signed(JsonTree.compact(statement))).verify(TRUSTED);
        assertThat(read.source()).isEqualTo(SourceTree.UNKNOWN);
        assertThat(read.run().builder()).isEqualTo("https://ci.acme.org");
    }

    @Test
    void a_strangers_signature_does_not_count_whatever_its_key_id_says() throws Exception {
        String strange = Attestation.sign(PROVENANCE, STRANGER);
        assertThatThrownBy(() -> attestation(strange).verify(TRUSTED))
                .isInstanceOf(AttestationException.class)
                .hasMessageContaining(
                        "signed by " + STRANGER.publicKey() + ", which does not count; expected " + KEY.publicKey());
        String renamed =
                strange.replace(STRANGER.publicKey().text(), KEY.publicKey().text());
        assertThatThrownBy(() -> attestation(renamed).verify(TRUSTED))
                .hasMessageContaining("its signature is not that of");
        String unnamed = Attestation.sign(PROVENANCE, KEY).replaceFirst("\"keyid\":\"[^\"]*\",", "");
        assertThat(attestation(unnamed).verify(TRUSTED)).isEqualTo(PROVENANCE);
        assertThatThrownBy(() -> attestation(unnamed).verify(Set.of())).hasMessageContaining("expected nobody");
    }

    @Test
    void a_signature_over_the_bare_payload_or_another_type_does_not_count() throws Exception {
        byte[] payload = PROVENANCE.statement().getBytes(StandardCharsets.UTF_8);
        byte[] message = Dsse.preAuthenticationEncoding("application/json", payload);
        for (byte[] signature :
                List.of(KEY.sign(payload), KEY.sign(message), new byte[64], new byte[0], new byte[63])) {
            String line = new Dsse(
                            Attestation.PAYLOAD_TYPE,
                            payload,
                            List.of(new Dsse.Signature(
                                    java.util.Optional.of(KEY.publicKey().text()),
                                    signature.length == 0 ? new byte[1] : signature)))
                    .json();
            assertThatThrownBy(() -> attestation(line).verify(TRUSTED)).isInstanceOf(AttestationException.class);
        }
    }

    @Test
    void one_trusted_signature_of_several_is_enough_and_both_alphabets_are_read() throws Exception {
        byte[] payload = PROVENANCE.statement().getBytes(StandardCharsets.UTF_8);
        byte[] message = Dsse.preAuthenticationEncoding(Attestation.PAYLOAD_TYPE, payload);
        Map<String, Object> envelope = new LinkedHashMap<>();
        envelope.put("payload", Base64.getUrlEncoder().encodeToString(payload));
        envelope.put("payloadType", Attestation.PAYLOAD_TYPE);
        envelope.put(
                "signatures",
                List.of(
                        Map.of("keyid", "?", "sig", Base64.getEncoder().encodeToString(STRANGER.sign(message))),
                        Map.of("sig", Base64.getUrlEncoder().encodeToString(KEY.sign(message)))));
        assertThat(attestation(JsonTree.compact(envelope)).verify(TRUSTED)).isEqualTo(PROVENANCE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "1",
                "null",
                "{}",
                "{\"payloadType\":\"application/vnd.in-toto+json\",\"payload\":\"e30=\",\"signatures\":[]}",
                "{\"payloadType\":\"application/vnd.in-toto+json\",\"payload\":\"e30=\"}",
                "{\"payloadType\":\"application/vnd.in-toto+json\",\"payload\":\"!\",\"signatures\":[{\"sig\":\"AA==\"}]}",
                "{\"payloadType\":\"application/vnd.in-toto+json\",\"payload\":\"/w==\",\"signatures\":[{\"sig\":\"AA==\"}]}",
                "{\"payloadType\":\"application/vnd.in-toto+json\",\"payload\":\"e30=\",\"signatures\":[{\"keyid\":\"A\"}]}",
                "{\"payloadType\":\"x\",\"payloadType\":\"x\",\"payload\":\"e30=\",\"signatures\":[{\"sig\":\"AA==\"}]}",
                "{\"payloadType\":\"x\""
            })
    void what_is_no_envelope_is_refused_with_its_line(String line) {
        assertThatThrownBy(() -> Attestations.parse("f", "\n" + line))
                .isInstanceOf(DocumentException.class)
                .hasMessageStartingWith("f:2: ");
    }

    @Test
    void damaged_lines_never_throw_anything_else() throws Exception {
        String line = Attestation.sign(PROVENANCE, KEY);
        Random random = new Random(11);
        int refused = 0;
        for (int i = 0; i < 3000; i++) {
            StringBuilder damaged = new StringBuilder(i % 2 == 0 ? line : PROVENANCE.statement());
            for (int n = random.nextInt(3); n >= 0; n--) {
                damaged.setCharAt(random.nextInt(damaged.length()), (char) (32 + random.nextInt(95)));
            }
            String text = i % 2 == 0 ? damaged.toString() : resealed(damaged.toString());
            try {
                for (Attestation attestation : Attestations.parse("f", text).of(SHA)) {
                    attestation.verify(TRUSTED);
                }
            } catch (DocumentException | AttestationException e) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(2000);
    }

    @Test
    void what_is_too_much_is_refused() {
        assertThatThrownBy(() -> Attestations.parse("f", "\n".repeat(1001))).hasMessageContaining("1000 lines");
        assertThatThrownBy(() -> Attestations.parse("f", "[".repeat(100_000))).isInstanceOf(DocumentException.class);
    }

    private static Attestation attestation(String line) throws DocumentException {
        return Attestation.read("f:1", line).orElseThrow();
    }

    private static String signed(String statement) throws Exception {
        return Dsse.signed(Attestation.PAYLOAD_TYPE, statement.getBytes(StandardCharsets.UTF_8), KEY)
                .json();
    }

    /** With the signature of the right statement. */
    private static String resealed(String statement) throws Exception {
        Dsse right =
                Dsse.signed(Attestation.PAYLOAD_TYPE, PROVENANCE.statement().getBytes(StandardCharsets.UTF_8), KEY);
        return new Dsse(right.payloadType(), statement.getBytes(StandardCharsets.UTF_8), right.signatures()).json();
    }

    private static Object at(Object tree, String path) {
        Object value = tree;
        for (String step : path.split("\\.")) {
            value = value instanceof List<?> list ? list.get(Integer.parseInt(step)) : ((Map<?, ?>) value).get(step);
        }
        return value;
    }

    @SuppressWarnings("unchecked")
    private static void put(Object tree, String path, Object value) {
        int dot = path.lastIndexOf('.');
        Object parent = dot < 0 ? tree : at(tree, path.substring(0, dot));
        if (value == null) {
            ((Map<String, Object>) parent).remove(path.substring(dot + 1));
        } else {
            ((Map<String, Object>) parent).put(path.substring(dot + 1), value);
        }
    }

    private static void names(Object tree, List<String> found) {
        if (tree instanceof Map<?, ?> members) {
            members.forEach((name, value) -> {
                if (!found.contains(String.valueOf(name))) {
                    found.add(String.valueOf(name));
                }
                names(value, found);
            });
        } else if (tree instanceof List<?> elements) {
            elements.forEach(element -> names(element, found));
        }
    }

    private static void leaves(Object tree, String path, List<String> found) {
        if (tree instanceof Map<?, ?> members) {
            members.forEach((name, value) -> leaves(value, path.isEmpty() ? "" + name : path + "." + name, found));
        } else if (tree instanceof List<?> elements) {
            for (int i = 0; i < elements.size(); i++) {
                leaves(elements.get(i), path + "." + i, found);
            }
        } else {
            found.add(path);
        }
    }
}
