package dev.wascc.host.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wascc.provider.Binding;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestTest {
    private static final String GOOD =
            """
            labels: { zone: "a" }
            actors:
              - counter.wasm
            capabilities: []
            bindings:
              - actor: MASCXFM4
                capability: wascc:keyvalue
                values:
                  URL: "redis://${REDIS:localhost:6379}/"
              - actor: MASCXFM4
                capability: wascc:http_server
                binding: front
            """;

    private static Manifest yaml(String text) throws ManifestException {
        return Manifest.parse("m.yaml", text, true, Map.of());
    }

    @Test
    void the_schema_of_wascc_host_is_read_from_yaml() throws Exception {
        Manifest manifest = yaml(GOOD);
        assertThat(manifest.labels()).containsExactly(Map.entry("zone", "a"));
        assertThat(manifest.actors()).containsExactly("counter.wasm");
        assertThat(manifest.bindings())
                .containsExactly(
                        new Binding("MASCXFM4", "wascc:keyvalue", "default", Map.of("URL", "redis://localhost:6379/")),
                        new Binding("MASCXFM4", "wascc:http_server", "front", Map.of()));
    }

    @Test
    void the_same_is_read_from_json() throws Exception {
        String json =
                """
                {"labels": {"zone": "a"}, "actors": ["counter.wasm"], "capabilities": [{"path": "p.so", "binding_name": "x"}],
                 "bindings": [{"actor": "M1", "capability": "wascc:x", "values": {"PORT": "8080"}}]}
                """;
        Manifest manifest = Manifest.parse("m.json", json, false, null);
        assertThat(manifest.capabilities()).containsExactly(new Manifest.ProviderEntry("p.so", "x"));
        assertThat(manifest.bindings())
                .containsExactly(new Binding("M1", "wascc:x", "default", Map.of("PORT", "8080")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "actors: [], capabilities: []                             | 1:1  | bindings is missing",
                "actors: [], capabilities: [], bindings: {}               | 1:42 | bindings is a list",
                "actors: x, capabilities: [], bindings: []                | 1:10 | actors is a list",
                "actors: [1], capabilities: [], bindings: []              | 1:11 | put it in quotes: \"1\"",
                "actors: [null], capabilities: [], bindings: []           | 1:11 | an actor is a string",
                "actors: [[a]], capabilities: [], bindings: []            | 1:11 | an actor is a string",
                "actor: [], capabilities: [], bindings: []                | 1:2  | did you mean actors?",
                "Actors: [], capabilities: [], bindings: []               | 1:2  | did you mean actors?",
                "zzzzzzzzzz: [], capabilities: [], bindings: []           | 1:2  | known are labels",
                "actors: [], capabilities: [{binding_name: a}], bindings: [] | 1:29 | path is missing",
                "actors: [], capabilities: [{path: a, bindingname: a}], bindings: [] | 1:39 | did you mean binding_name?",
                "actors: [], capabilities: [], bindings: [{actor: a}]     | 1:43 | capability is missing",
                "actors: [], capabilities: [], bindings: [a]              | 1:43 | a binding is a mapping",
                "actors: [], capabilities: [], bindings: [{actor: a, capability: b, values: {PORT: 8080}}] | 1:84 | put it in quotes: \"8080\"",
                "actors: [], capabilities: [], bindings: [{actor: a, capability: b, values: {ON: true}}]   | 1:82 | put it in quotes: \"true\"",
                "actors: [], capabilities: [], bindings: [{actor: a, capability: b, values: [x]}]          | 1:77 | values is a mapping",
                "labels: [], actors: [], capabilities: [], bindings: []   | 1:10 | labels is a mapping",
                "actors: [], actors: [], capabilities: [], bindings: []   | 1:   | cannot be read",
                "actors: [&a x, *a], capabilities: [], bindings: []       | 1:   | anchors and aliases",
                "actors: [], capabilities: [, bindings: []                | 1:   | cannot be read"
            })
    void what_is_wrong_is_said_with_line_and_column(String members, String place, String message) {
        assertThatThrownBy(() -> yaml("{" + members + "}"))
                .isInstanceOf(ManifestException.class)
                .hasMessageStartingWith("m.yaml:" + place)
                .hasMessageContaining(message);
    }

    @Test
    void other_documents_are_refused() {
        assertThatThrownBy(() -> yaml("")).hasMessageContaining("empty");
        assertThatThrownBy(() -> yaml("[]")).hasMessageContaining("a manifest is a mapping");
        assertThatThrownBy(() -> yaml(GOOD + "\n---\n" + GOOD)).hasMessageContaining("more than one document");
        assertThatThrownBy(() -> yaml("{".repeat(500))).isInstanceOf(ManifestException.class);
        assertThatThrownBy(() -> yaml("actors: !!javax.script.ScriptEngineManager []"))
                .isInstanceOf(ManifestException.class);
        assertThatThrownBy(() -> Manifest.parse("m.json", "{\"actors\": [}", false, null))
                .hasMessageStartingWith("m.json:1:");
    }

    @Test
    void a_bomb_of_aliases_is_refused_at_once() {
        StringBuilder bomb = new StringBuilder("a: &a [x,x,x,x,x,x,x,x,x]\n");
        for (char c = 'b'; c < 'k'; c++) {
            bomb.append(c)
                    .append(": &")
                    .append(c)
                    .append(" [")
                    .append(("*" + (char) (c - 1) + ",").repeat(9))
                    .append("]\n");
        }
        assertThatThrownBy(() -> yaml(bomb.toString())).isInstanceOf(ManifestException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            ignoreLeadingAndTrailingWhitespace = true,
            value = {
                "${SET}                | value",
                "${SET:other}          | value",
                "${UNSET}              | ${UNSET}",
                "${UNSET:other}        | other",
                "${UNSET:}             | ``",
                "${EMPTY:other}        | ``",
                "$SET                  | $SET",
                "${UNSET:a:b c}        | a:b c",
                "x${SET}y${SET}z       | xvalueyvaluez",
                "${A B}                | ${A B}",
                "${A=B}                | ${A=B}",
                "${SET                 | ${SET",
                "${${SET}}             | ${${SET}}",
                "${UNSET:${SET}}       | ${SET}",
                "}${SET}               | }value"
            })
    void variables_are_expanded_by_the_rules_of_the_peers_host(String text, String expected) {
        assertThat(EnvExpansion.expand(text, Map.of("SET", "value", "EMPTY", "")))
                .isEqualTo(expected);
    }

    @Test
    void a_variable_cannot_change_the_structure_of_a_manifest() throws Exception {
        String text = "actors: [\"${X}\"]\ncapabilities: []\nbindings: []\n";
        Manifest manifest = Manifest.parse("m.yaml", text, true, Map.of("X", "a\n- evil\"]"));
        assertThat(manifest.actors()).containsExactly("a\n- evil\"]");
        assertThat(Manifest.parse("m.yaml", text, true, null).actors()).containsExactly("${X}");
    }
}
