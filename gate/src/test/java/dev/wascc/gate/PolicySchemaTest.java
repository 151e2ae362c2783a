package dev.wascc.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.wascc.document.DocumentException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The published schema and the parser say the same of a policy, wherever a schema can tell. */
class PolicySchemaTest {
    private static final String KEY = "ACOJJN6WUP4ODD75XEBKKTCCUJJCY5ZKQ56XVKYK4BEJWGVAOOQHZMCW";

    @Test
    void the_schema_is_one_of_draft_2020_12_and_published_in_docs() throws Exception {
        JsonNode schema = new JsonMapper().readTree(Policy.schema());
        assertThat(schema.at("/$schema").asString()).isEqualTo("https://json-schema.org/draft/2020-12/schema");
        assertThat(Policy.schema()).isEqualTo(Files.readString(Path.of("../docs/schemas/wascc-policy.schema.json")));
        assertThat(registry()
                        .getSchema(
                                com.networknt.schema.SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"))
                        .validate(schema))
                .isEmpty();
    }

    @Test
    void the_example_of_the_page_and_the_seeds_of_the_fuzzers_are_valid() throws Exception {
        Matcher example = Pattern.compile("```yaml\n(version: 1\nlevel.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("../docs/policy.md")));
        assertThat(example.find()).isTrue();
        valid(example.group(1));
        valid(Files.readString(Path.of("src/test/resources/fuzz/policy/full.yaml")));
        assertThat(errors(new JsonMapper()
                        .readTree(Files.readString(Path.of("src/test/resources/fuzz/policy/small.json")))))
                .isEmpty();
    }

    @Test
    void every_policy_of_the_conformance_corpus_that_the_parser_takes_is_valid() throws Exception {
        Path corpus = Path.of("../conformance");
        if (!Files.isDirectory(corpus)) {
            return;
        }
        try (Stream<Path> files = Files.walk(corpus)) {
            for (Path file : files.filter(path -> path.toString().matches(".*polic.*\\.ya?ml"))
                    .toList()) {
                String text = Files.readString(file);
                if (refusal(text) == null) {
                    assertThat(errors(new YAMLMapper().readTree(text)))
                            .as(file.toString())
                            .isEmpty();
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "match: { name: '*' }",
                "match: { subject: [M1, 'M*'] }",
                "match: { name: [], subject: M }",
                "match: { name: a, subject: [] }",
                "{ match: { name: a }, level: audit }",
                "{ match: { name: a }, issuers: [team] }",
                "{ match: { name: a }, capabilities: {} }",
                "{ match: { name: a }, capabilities: { allow: [], deny: ['*'], require: [x] } }",
                "{ match: { name: a }, validity: { maxDays: 1, minRemainingDays: 0 } }",
                "{ match: { name: a }, validity: { requireExpiry: false, clockSkewSeconds: 300 } }",
                "{ match: { name: a }, require: [] }",
                "{ match: { name: a }, require: [name, version, revision, tags, callAlias, expires, capabilities] }",
                "{ match: { name: a }, revision: { notBelow: a.lock } }",
                "{ match: { name: a }, callAliases: { allow: x, deny: [y] } }",
                "{ match: { name: a }, providers: only }",
                "{ match: { name: a }, imports: { allow: ['wapc.*'] } }",
                "{ match: { name: a }, provenance: {} }",
                "{ match: { name: a }, provenance: { required: false, builder: x, source: [y], commit: z } }",
                "{ match: { name: a }, leastPrivilege: 'off' }"
            })
    void what_the_parser_takes_the_schema_takes(String rule) throws Exception {
        valid(policy(rule));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "match: {}",
                "match: { name: [] }",
                "match: { name: '' }",
                "match: { nam: a }",
                "{ match: { name: a }, level: strict }",
                "{ match: { name: a }, issuers: [] }",
                "{ match: { name: a }, issuers: team }",
                "{ match: { name: a }, capabilities: { alow: [] } }",
                "{ match: { name: a }, capabilities: { allow: }}",
                "{ match: { name: a }, capabilities: { allow: x } }",
                "{ match: { name: a }, capabilities: { deny: [''] } }",
                "{ match: { name: a }, validity: { maxDays: 0 } }",
                "{ match: { name: a }, validity: { maxDays: '9' } }",
                "{ match: { name: a }, validity: { maxDays: 366001 } }",
                "{ match: { name: a }, validity: { minRemainingDays: -1 } }",
                "{ match: { name: a }, validity: { clockSkewSeconds: 301 } }",
                "{ match: { name: a }, validity: { requireExpiry: 'true' } }",
                "{ match: { name: a }, require: [vers] }",
                "{ match: { name: a }, revision: {} }",
                "{ match: { name: a }, revision: { notBelow: 7 } }",
                "{ match: { name: a }, callAliases: [a] }",
                "{ match: { name: a }, providers: true }",
                "{ match: { name: a }, imports: { allow: }}",
                "{ match: { name: a }, provenance: true }",
                "{ match: { name: a }, leastPrivilege: 'on' }",
                "{ match: { name: a }, leastPrivilege: }",
                "{ match: { name: a }, validty: {} }"
            })
    void what_the_schema_can_see_both_refuse(String rule) {
        invalid(policy(rule));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ version: 2, issuers: [{ key: KEY, name: a }] }",
                "{ issuers: [{ key: KEY, name: a }] }",
                "{ version: 1 }",
                "{ version: 1, issuers: [] }",
                "{ version: 1, issuers: }",
                "{ version: 1, issuers: [{ key: KEY }] }",
                "{ version: 1, issuers: [{ key: MOTAKEY, name: a }] }",
                "{ version: 1, issuers: [{ key: KEY, name: '' }] }",
                "{ version: 1, issuers: [{ key: KEY, name: a }], actors: }",
                "{ version: 1, issuers: [{ key: KEY, name: a }], actors: {} }",
                "{ version: 1, issuers: [{ key: KEY, name: a }], default: maybe }",
                "{ version: 1, issuers: [{ key: KEY, name: a }], levels: warn }",
                "[]"
            })
    void so_they_do_at_the_top(String policy) {
        invalid(policy.replace("KEY", KEY));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/properties | { version: 1, zzzzzzzzzz: 1 }",
                "/properties/issuers/items/properties | { version: 1, issuers: [{ zzzzzzzzzz: 1 }] }",
                "/$defs/rule/properties | RULE zzzzzzzzzz: 1",
                "/$defs/rule/properties/match/properties | RULE match: { zzzzzzzzzz: 1 }",
                "/$defs/rule/properties/capabilities/properties | RULE capabilities: { zzzzzzzzzz: 1 }",
                "/$defs/rule/properties/validity/properties | RULE validity: { zzzzzzzzzz: 1 }",
                "/$defs/rule/properties/revision/properties | RULE revision: { zzzzzzzzzz: 1 }",
                "/$defs/rule/properties/provenance/properties | RULE provenance: { zzzzzzzzzz: 1 }",
                "/$defs/allowAndDeny/properties | RULE imports: { zzzzzzzzzz: 1 }",
                "/$defs/allowAndDeny/properties | RULE callAliases: { zzzzzzzzzz: 1 }"
            })
    void the_schema_knows_the_keys_that_the_parser_knows(String properties, String policy) throws Exception {
        String text = !policy.startsWith("RULE ")
                ? policy
                : policy(
                        policy.contains("match")
                                ? policy.substring(5)
                                : "{ match: { name: a }, " + policy.substring(5) + " }");
        String refusal = refusal(text);
        assertThat(refusal).contains("; known are ");
        assertThat(new TreeSet<>(
                        List.of(refusal.replaceFirst("(?s).*; known are ", "").split(", "))))
                .isEqualTo(new TreeSet<>(new JsonMapper()
                        .readTree(Policy.schema())
                        .at(properties)
                        .propertyNames()));
    }

    /** An empty value may be what remains of a list that was commented out. */
    @Test
    void a_key_with_nothing_behind_it_is_refused_with_its_place() {
        assertThatThrownBy(() -> Policy.parse(
                        "p.yaml",
                        "version: 1\nissuers:\n- { key: " + KEY
                                + ", name: a }\nactors:\n- match: { name: a }\n  capabilities:\n    allow:\n#    - x\n",
                        true,
                        Path.of("")))
                .isInstanceOf(DocumentException.class)
                .hasMessage("p.yaml:7:5: allow has nothing behind it; give it a value, or leave it out");
    }

    private static String policy(String rule) {
        String flow = rule.startsWith("{") ? rule : "{ " + rule + " }";
        return "{ version: 1, issuers: [{ key: " + KEY + ", name: team }], actors: [" + flow + "] }";
    }

    private static void valid(String yaml) throws Exception {
        assertThatCode(() -> Policy.parse("policy.yaml", yaml, true, Path.of("")))
                .doesNotThrowAnyException();
        assertThat(errors(new YAMLMapper().readTree(yaml))).isEmpty();
    }

    private static void invalid(String yaml) {
        assertThat(refusal(yaml)).as("parser").isNotNull();
        assertThat(errors(new YAMLMapper().readTree(yaml))).as("schema").isNotEmpty();
    }

    private static String refusal(String yaml) {
        try {
            Policy.parse("policy.yaml", yaml, true, Path.of(""));
            return null;
        } catch (DocumentException e) {
            return e.getMessage();
        }
    }

    private static List<?> errors(JsonNode policy) {
        return registry().getSchema(Policy.schema(), InputFormat.JSON).validate(policy);
    }

    private static SchemaRegistry registry() {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    }
}
