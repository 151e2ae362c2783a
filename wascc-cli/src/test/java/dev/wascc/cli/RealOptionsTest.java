package dev.wascc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.dylibso.chicory.wabt.Wat2Wasm;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class RealOptionsTest {
    private static final String WAT =
            """
            (module
            (import "wapc" "__guest_response" (func $response (param i32 i32)))
            (import "wapc" "__host_call" (func $host (param i32 i32 i32 i32 i32 i32 i32 i32) (result i32)))
            (memory (export "memory") 1)
            (data (i32.const 0) "served")
            (func (export "__guest_call") (param i32 i32) (result i32)
              (call $response (i32.const 0) (i32.const 6))
              (i32.const 1)))
            """;

    @TempDir
    Path dir;

    private Cli cli;
    private Path actor;

    @BeforeEach
    void sign() throws Exception {
        cli = new Cli(dir.resolve("keys"));
        Files.write(dir.resolve("a.wasm"), Wat2Wasm.parse(WAT));
        assertThat(cli.run("sign", dir.resolve("a.wasm"), "--generate-keys", "--keyvalue", "--cap", "wascc:none")
                        .code())
                .isZero();
        actor = dir.resolve("a_s.wasm");
    }

    @Test
    void a_capability_has_its_embedded_default_where_nothing_is_said() {
        Cli.Result result = cli.run("call", actor, "Go");
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).contains("served");
    }

    @Test
    void a_password_is_refused_on_the_command_line_and_never_shown() {
        for (String choice : new String[] {"keyvalue=redis://:hunter2@h", "redis://:hunter2@h"}) {
            Cli.Result result = cli.run("call", actor, "Go", "--real", choice);
            assertThat(result.code()).isEqualTo(2);
            assertThat(result.all()).doesNotContain("hunter2");
        }
        assertThat(cli.run("call", actor, "Go", "--real", "keyvalue=redis://:hunter2@h")
                        .err())
                .contains("--real keyvalue=env:NAME");
    }

    @Test
    void what_means_no_provider_is_refused_with_those_there_are_and_without_its_value() {
        cli.environment.put("STORE", "mongo://:hunter2@h");
        Cli.Result result = cli.run("call", actor, "Go", "--real", "keyvalue=env:STORE");
        assertThat(result.code()).isNotZero();
        assertThat(result.err())
                .contains("no provider of wascc:keyvalue suits these values", "(in memory) by neither URL nor TABLE")
                .doesNotContain("hunter2");
    }

    @Test
    void a_choice_for_what_is_not_bound_is_a_usage_error() {
        Cli.Result result = cli.run("call", actor, "Go", "--real", "blobstore=file:/tmp/x");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("--real wascc:blobstore is for nothing that is bound here");
    }
}
