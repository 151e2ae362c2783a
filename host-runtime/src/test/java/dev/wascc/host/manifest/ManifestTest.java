package dev.wascc.host.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wascc.host.manifest.Manifest.ActorEntry;
import dev.wascc.provider.Binding;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class ManifestTest {
    private static final String KEY = "MBKKW5SLRC3ZLQLYP54LDCOAFIQUP2OAAKL2SO47IMV6KYABCXZGZHCV";
    private static final String GOOD =
            """
            labels: { zone: "a" }
            actors:
              - counter.wasm
            capabilities: []
            bindings:
              - actor: M_KEY
                capability: wascc:keyvalue
                values:
                  URL: "redis://${REDIS:localhost:6379}/"
              - actor: M_KEY
                capability: wascc:http_server
                binding: front
            """
                    .replace("M_KEY", KEY);

    private static Manifest yaml(String text) throws ManifestException {
        return Manifest.parse("m.yaml", text, true, Map.of());
    }

    @Test
    void the_schema_of_wascc_host_is_read_from_yaml() throws Exception {
        Manifest manifest = yaml(GOOD);
        assertThat(manifest.labels()).containsExactly(Map.entry("zone", "a"));
        assertThat(manifest.actors()).containsExactly(ActorEntry.of("counter.wasm"));
        assertThat(manifest.bindings())
                .containsExactly(
                        new Binding(KEY, "wascc:keyvalue", "default", Map.of("URL", "redis://localhost:6379/")),
                        new Binding(KEY, "wascc:http_server", "front", Map.of()));
    }

    @Test
    void the_same_is_read_from_json() throws Exception {
        String json =
                """
                {"labels": {"zone": "a"}, "actors": ["counter.wasm"], "capabilities": [{"path": "p.so", "binding_name": "x"}],
                 "bindings": [{"actor": "%s", "capability": "wascc:x", "values": {"PORT": "8080"}}]}
                """
                        .formatted(KEY);
        Manifest manifest = Manifest.parse("m.json", json, false, null);
        assertThat(manifest.capabilities()).containsExactly(Manifest.ProviderEntry.of("p.so", "x"));
        assertThat(manifest.bindings()).containsExactly(new Binding(KEY, "wascc:x", "default", Map.of("PORT", "8080")));
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
                "actors: [], capabilities: [], bindings: [{actor: KEY}]     | 1:43 | capability is missing",
                "actors: [], capabilities: [], bindings: [a]              | 1:43 | a binding is a mapping",
                "actors: [], capabilities: [], bindings: [{actor: KEY, capability: b, values: {PORT: 8080}}] | 1:139 | put it in quotes: \"…\"",
                "actors: [], capabilities: [], bindings: [{actor: KEY, capability: b, values: {ON: true}}]   | 1:137 | put it in quotes: \"…\"",
                "actors: [], capabilities: [], bindings: [{actor: KEY, capability: b, values: [x]}]          | 1:132 | values is a mapping",
                "labels: [], actors: [], capabilities: [], bindings: []   | 1:10 | labels is a mapping",
                "actors: [''], capabilities: [], bindings: []             | 1:11 | an actor is empty",
                "actors: [], capabilities: [{path: ' '}], bindings: []    | 1:36 | path is empty",
                "actors: [], capabilities: [{path: 1}], bindings: []      | 1:36 | path is a string; put it in quotes: \"1\"",
                "actors: [], capabilities: [{path: a, binding_name: 1}], bindings: [] | 1:53 | binding_name is a string",
                "actors: [], capabilities: [p.so], bindings: []           | 1:29 | a capability is a mapping",
                "actors: [], capabilities: , bindings: []                 | 1:   | capabilities is a list",
                "actors: [], capabilities: [], bindings: [{actor: counter, capability: b}] | 1:51 | not its name",
                "actors: [], capabilities: [], bindings: [{actor: '${A}', capability: b}]  | 1:51 | was not expanded",
                "actors: [], capabilities: [], bindings: [{actor: AAEJPSR2FYW7QWNTTL2FASCO5M5HBRMVRXA6SD4A4U7BP5GVJM3VGDHK, capability: b}] | 1:51 | begin with M",
                "actors: [], capabilities: [], bindings: [{actor: KEY, capability: ''}]    | 1:121 | capability is empty",
                "actors: [], capabilities: [], bindings: [{capability: b}] | 1:43 | actor is missing",
                "actors: [], capabilities: [], bindings: [{actor: KEY, capabilities: b}]   | 1:109 | did you mean capability?",
                "actors: [], capabilities: [], bindings: [{actor: KEY, capability: b, value: {}}] | 1:124 | did you mean values?",
                "actors: [], capabilities: [], bindings: [{actor: KEY, capability: b, values: {A: [x]}}] | 1:136 | A is a string",
                "actors: [], capabilities: [], bindings: [{actor: KEY, capability: b, values: {A: ~}}]   | 1:136 | A is a string",
                "actors: [], capabilities: [], bindings: [{actor: KEY, capability: b, binding: 1.5}] | 1:133 | binding is a string",
                "actors: [], capabilities: [], bindings: [], labels: {a: no, b: 0x10} | 1:65 | b is a string",
                "actors: [], capabilities: [], bindings: [], limit: {}   | 1:46 | did you mean limits?",
                "actors: [], capabilities: [], bindings: [], limits: {time_m: 1} | 1:55 | did you mean time_ms?",
                "actors: [], capabilities: [], bindings: [], limits: {time_ms: '1'} | 1:64 | time_ms is a whole number from 1 to 86400000",
                "actors: [], capabilities: [], bindings: [], limits: {stack_kib: 63} | 1:66 | stack_kib is 0 for the calling thread's stack, or 64 to 65536",
                "actors: [{path: a, instance: 2}], capabilities: [], bindings: [] | 1:21 | did you mean instances?",
                "actors: [{path: a, instances: 0}], capabilities: [], bindings: [] | 1:32 | instances is a whole number from 1 to 1024",
                "actors: [{instances: 2}], capabilities: [], bindings: [] | 1:11 | path is missing",
                "actors: [{path: a, limits: {total_memory_mib: 1}}], capabilities: [], bindings: [] | 1:30 | limits has no key total_memory_mib",
                "actors: [], capabilities: [], bindings: [], trust: []    | 1:53 | trust names nobody",
                "actors: [], capabilities: [], bindings: [], trust: A     | 1:53 | trust is a list",
                "actors: [], capabilities: [], bindings: [], trust: [KEY] | 1:54 | begin with A",
                "actors: [], capabilities: [], bindings: [], policy: ''   | 1:54 | policy is empty",
                "actors: [!!str x], capabilities: [], bindings: []        | 1:11 | tags (!) are not taken",
                "actors: !x [], capabilities: [], bindings: []            | 1:10 | tags (!) are not taken",
                "actors: [], actors: [], capabilities: [], bindings: []   | 1:   | cannot be read",
                "actors: [&a x, *a], capabilities: [], bindings: []       | 1:   | anchors and aliases",
                "actors: [], capabilities: [, bindings: []                | 1:   | cannot be read"
            })
    void what_is_wrong_is_said_with_line_and_column(String members, String place, String message) {
        assertThatThrownBy(() -> yaml("{" + members.replace("KEY", KEY) + "}"))
                .isInstanceOf(ManifestException.class)
                .hasMessageStartingWith("m.yaml:" + place)
                .hasMessageContaining(message);
    }

    @Test
    void other_documents_are_refused() {
        String rest = "\ncapabilities: []\nbindings: []\n";
        assertThatThrownBy(() -> yaml("")).hasMessageContaining("empty");
        assertThatThrownBy(() -> yaml("# nothing\n")).hasMessageContaining("empty");
        assertThatThrownBy(() -> yaml("[]")).hasMessageContaining("a manifest is a mapping");
        assertThatThrownBy(() -> yaml("hello")).hasMessageContaining("a manifest is a mapping");
        assertThatThrownBy(() -> yaml(GOOD + "\n---\n" + GOOD)).hasMessageContaining("more than one document");
        assertThatThrownBy(() -> yaml("actors: !!javax.script.ScriptEngineManager []" + rest))
                .hasMessageContaining("tags");
        assertThatThrownBy(() -> yaml("&a actors: []" + rest + "? *a\n: x")).isInstanceOf(ManifestException.class);
        assertThatThrownBy(() -> yaml("<<: {actors: []}" + rest)).hasMessageContaining("has no key <<");
        assertThatThrownBy(() -> Manifest.parse("m.json", "{\"actors\": [}", false, null))
                .hasMessageStartingWith("m.json:1:");
        assertThatThrownBy(() -> Manifest.parse("m.json", "{\"actors\": [hunter2]}", false, null))
                .hasMessageStartingWith("m.json:1:")
                .hasMessageContaining("without quotes")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void depth_is_bounded() {
        for (String open : List.of("[", "{a: ", "- ", "? ")) {
            assertThatThrownBy(() -> yaml(open.repeat(100_000))).isInstanceOf(ManifestException.class);
        }
        assertThatThrownBy(() -> Manifest.parse("m.json", "[".repeat(100_000), false, null))
                .isInstanceOf(ManifestException.class);
    }

    @Test
    void optional_members_may_be_null_and_a_value_may_be_empty() throws Exception {
        Manifest manifest = yaml("actors: []\ncapabilities: [{path: p.so, binding_name: ~}]\nlabels:\nbindings:\n"
                + "- {actor: " + KEY + ", capability: c, binding: , values: }\n"
                + "- {actor: " + KEY + ", capability: c, binding: b, values: {A: \"\", B: '', C: 'yes', D: no}}\n");
        assertThat(manifest.capabilities()).containsExactly(Manifest.ProviderEntry.of("p.so", "default"));
        assertThat(manifest.bindings())
                .containsExactly(
                        new Binding(KEY, "c", "default", Map.of()),
                        new Binding(KEY, "c", "b", Map.of("A", "", "B", "", "C", "yes", "D", "no")));
    }

    @Test
    void values_of_the_wrong_type_are_not_shown() {
        assertThatThrownBy(() -> yaml("actors: []\ncapabilities: []\nbindings:\n- {actor: " + KEY
                        + ", capability: c, values: {PIN: 4711}}"))
                .hasMessageContaining("PIN is a string; put it in quotes")
                .hasMessageNotContaining("4711");
    }

    @Test
    void the_extension_decides_between_yaml_and_json(@TempDir Path directory) throws Exception {
        String json = "{\"actors\": [], \"capabilities\": [], \"bindings\": []}";
        String yaml = "actors: []\ncapabilities: []\nbindings: []\n";
        for (String name : List.of("m.yaml", "m.yml", "m.YAML", "manifest", ".manifest")) {
            assertThat(Manifest.read(Files.writeString(directory.resolve(name), yaml), null)
                            .actors())
                    .isEmpty();
        }
        for (String name : List.of("m.json", "m.txt", "m.yaml.bak")) {
            Path file = Files.writeString(directory.resolve(name), json);
            assertThat(Manifest.read(file, null).actors()).isEmpty();
            Files.writeString(file, "\uFEFF" + json);
            assertThat(Manifest.read(file, null).actors()).isEmpty();
            Files.writeString(file, yaml);
            assertThatThrownBy(() -> Manifest.read(file, null)).hasMessageStartingWith(file + ":1:");
        }
    }

    @Test
    void files_that_are_none_are_refused_by_name(@TempDir Path directory) throws Exception {
        assertThatThrownBy(() -> Manifest.read(directory, null)).hasMessageContaining("it is a directory");
        assertThatThrownBy(() -> Manifest.read(directory.resolve("no.yaml"), null))
                .hasMessageContaining("no.yaml: cannot be read: there is no such file");
        Path latin = Files.write(directory.resolve("latin.yaml"), new byte[] {'a', (byte) 0xe4});
        assertThatThrownBy(() -> Manifest.read(latin, null)).hasMessageContaining("not UTF-8");
        Path large = Files.write(directory.resolve("large.yaml"), new byte[(1 << 20) + 1]);
        assertThatThrownBy(() -> Manifest.read(large, null)).hasMessageContaining("at most 1048576 bytes");
    }

    /** 20,000 inputs; {@code -Dwascc.fuzz} for more. */
    @Test
    void whatever_is_written_is_a_manifest_or_refused_as_one() {
        Random random = new Random(7);
        String pieces = "{}[]:,-&*!|>'\"#%@`?~ \n\t\r\\ab01${}é\u0085\u2028\ud800\uFEFF\0";
        int read = 0;
        for (int i = 0; i < Integer.getInteger("wascc.fuzz", 20_000); i++) {
            StringBuilder text = new StringBuilder(random.nextInt(10) == 0 ? "" : GOOD);
            for (int change = random.nextInt(6); change >= 0; change--) {
                int at = random.nextInt(text.length() + 1);
                if (random.nextBoolean() && at < text.length()) {
                    text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(20)));
                } else {
                    text.insert(at, pieces.charAt(random.nextInt(pieces.length())));
                }
            }
            try {
                Manifest.parse("m", text.toString(), random.nextInt(4) > 0, Map.of("REDIS", "x"));
                read++;
            } catch (ManifestException e) {
                assertThat(e).hasMessageStartingWith("m:");
            }
        }
        assertThat(read).isPositive();
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
        assertThat(manifest.actors()).containsExactly(ActorEntry.of("a\n- evil\"]"));
        assertThat(Manifest.parse("m.yaml", text, true, null).actors()).containsExactly(ActorEntry.of("${X}"));
    }
}
