package dev.wascc.host.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The published schema and the parser say the same of a manifest. */
class ManifestSchemaTest {
    private static final String KEY = "MBKKW5SLRC3ZLQLYP54LDCOAFIQUP2OAAKL2SO47IMV6KYABCXZGZHCV";
    private static final String ISSUER = "ABHKJ5ZZKRBKX3W5LAILGQFLLZBKEYEFNFFVQYKUHTN4CLFPJLRFJLJN";

    private static List<Error> errors(String json) throws Exception {
        String text = Files.readString(Path.of("../docs/schemas/wascc-manifest.schema.json"));
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(text, InputFormat.JSON);
        return schema.validate(json, InputFormat.JSON);
    }

    private static String whole(String members) {
        String all = members;
        for (String list : List.of("actors", "capabilities", "bindings")) {
            all = all.contains("'" + list + "'") ? all : all + (all.isEmpty() ? "" : ", ") + "'" + list + "': []";
        }
        return ("{" + all + "}").replace('\'', '"').replace("KEY", KEY).replace("ISSUER", ISSUER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "'labels': {'zone': 'a'}",
                "'labels': null, 'limits': null, 'trust': null, 'policy': null",
                "'actors': ['a.wasm', {'path': 'b.wasm'}]",
                "'actors': [{'path': 'b.wasm', 'instances': 1024, 'limits': {'time_ms': 1}}]",
                "'actors': [{'path': 'b.wasm', 'instances': null, 'limits': null}]",
                "'capabilities': [{'path': 'p.wasm'}, {'path': 'p.wasm', 'binding_name': 'x', 'limits': {'memory_mib': 1}}]",
                "'capabilities': [{'path': 'p.wasm', 'binding_name': null}]",
                "'capabilities': [{'path': 'p.wasm', 'files': 'memory'}, {'path': 'q.wasm', 'files': {'directory': 'd'}}]",
                "'actors': [{'path': 'a', 'files': 'none'}, {'path': 'b', 'files': 'memory'}, {'path': 'c', 'files': null}]",
                "'actors': [{'path': 'a', 'files': {'directory': '/srv/data', 'access': 'write', 'quota_mib': 0}}]",
                "'actors': [{'path': 'a', 'files': {'directory': 'd', 'quota_files': 10000000, 'quota_open': 4}}]",
                "'actors': [{'path': 'a', 'files': {'directory': 'd', 'access': null, 'quota_open': null}}]",
                "'capabilities': [{'path': 'p.jar', 'sha256': '2BB9EAF06F170742743E686076E1CC7E8CE43A9EF6C44CDD8B3487FEA364CFFF'}]",
                "'bindings': [{'actor': 'KEY', 'capability': 'wascc:keyvalue'}]",
                "'bindings': [{'actor': 'KEY', 'capability': 'c', 'binding': 'b', 'values': {'PORT': '8080', 'E': ''}}]",
                "'bindings': [{'actor': 'KEY', 'capability': 'c', 'binding': null, 'values': null}]",
                "'limits': {}",
                "'limits': {'time_ms': 500, 'memory_mib': 4096, 'payload_kib': 1, 'stack_kib': 0, 'call_depth': 64}",
                "'limits': {'stack_kib': 64, 'total_memory_mib': 512}",
                "'limits': {'stack_kib': 65536, 'time_ms': null, 'total_memory_mib': null}",
                "'trust': ['ISSUER']",
                "'policy': 'policy.yaml'",
                "'mocks': null",
                "'mocks': {'c': true}, 'bindings': [{'actor': 'KEY', 'capability': 'c'}]",
                "'mocks': {'c': 'a.yaml'}, 'bindings': [{'actor': 'KEY', 'capability': 'c', 'mock': false}]",
                "'bindings': [{'actor': 'KEY', 'capability': 'c', 'mock': 'answers.yaml'}]",
                "'bindings': [{'actor': 'KEY', 'capability': 'c', 'mock': null}]"
            })
    void what_the_parser_takes_is_valid(String members) throws Exception {
        String json = whole(members);
        Manifest.parse("m.json", json, false, null);
        assertThat(errors(json)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'actors': 'a.wasm'",
                "'actors': null",
                "'actors': ['']",
                "'actors': [1]",
                "'actors': [{}]",
                "'actors': [{'path': ' '}]",
                "'actors': [{'path': 'a', 'instances': 0}]",
                "'actors': [{'path': 'a', 'instances': 1025}]",
                "'actors': [{'path': 'a', 'instances': '2'}]",
                "'actors': [{'path': 'a', 'limits': {'total_memory_mib': 1}}]",
                "'actors': [{'path': 'a', 'limits': []}]",
                "'actors': [{'path': 'a', 'name': 'x'}]",
                "'actors': [{'path': 'a', 'files': 'all'}]",
                "'actors': [{'path': 'a', 'files': true}]",
                "'actors': [{'path': 'a', 'files': []}]",
                "'actors': [{'path': 'a', 'files': {}}]",
                "'actors': [{'path': 'a', 'files': {'access': 'read'}}]",
                "'actors': [{'path': 'a', 'files': {'directory': ' '}}]",
                "'actors': [{'path': 'a', 'files': {'directory': 'd', 'access': 'execute'}}]",
                "'actors': [{'path': 'a', 'files': {'directory': 'd', 'quota_mib': -1}}]",
                "'actors': [{'path': 'a', 'files': {'directory': 'd', 'quota_mib': 1048577}}]",
                "'actors': [{'path': 'a', 'files': {'directory': 'd', 'quota_open': 3}}]",
                "'actors': [{'path': 'a', 'files': {'directory': 'd', 'quota': 3}}]",
                "'capabilities': ['p.so']",
                "'capabilities': [{'binding_name': 'x'}]",
                "'capabilities': [{'path': 'p', 'binding_name': 1}]",
                "'capabilities': [{'path': 'p', 'sha256': 'abc'}]",
                "'bindings': [{'actor': 'KEY'}]",
                "'bindings': [{'capability': 'c'}]",
                "'bindings': [{'actor': 'counter', 'capability': 'c'}]",
                "'bindings': [{'actor': 'ISSUER', 'capability': 'c'}]",
                "'bindings': [{'actor': 'KEY', 'capability': 'c', 'values': {'PORT': 8080}}]",
                "'bindings': [{'actor': 'KEY', 'capability': 'c', 'value': {}}]",
                "'labels': {'a': 1}",
                "'limit': {}",
                "'limits': []",
                "'limits': {'time': 1}",
                "'limits': {'time_ms': 0}",
                "'limits': {'time_ms': 86400001}",
                "'limits': {'time_ms': '500'}",
                "'limits': {'time_ms': 1.5}",
                "'limits': {'memory_mib': 4097}",
                "'limits': {'payload_kib': 0}",
                "'limits': {'stack_kib': 63}",
                "'limits': {'stack_kib': -1}",
                "'limits': {'stack_kib': 65537}",
                "'limits': {'call_depth': 65}",
                "'limits': {'call_depth': 0}",
                "'limits': {'total_memory_mib': 0}",
                "'trust': []",
                "'trust': 'ISSUER'",
                "'trust': ['KEY']",
                "'trust': [1]",
                "'policy': ''",
                "'policy': ['p.yaml']",
                "'mocks': ['c']",
                "'mocks': {'c': 1}, 'bindings': [{'actor': 'KEY', 'capability': 'c'}]",
                "'bindings': [{'actor': 'KEY', 'capability': 'c', 'mock': ''}]",
                "'bindings': [{'actor': 'KEY', 'capability': 'c', 'mock': ['a.yaml']}]"
            })
    void what_the_parser_refuses_is_not_valid(String members) throws Exception {
        String json = whole(members);
        assertThatThrownBy(() -> Manifest.parse("m.json", json, false, null))
                .isInstanceOf(ManifestException.class)
                .hasMessageStartingWith("m.json:1:");
        assertThat(errors(json)).isNotEmpty();
    }
}
