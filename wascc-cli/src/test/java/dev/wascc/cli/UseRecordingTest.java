package dev.wascc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.dylibso.chicory.wabt.Wat2Wasm;
import dev.wascc.gate.use.UseTrace;
import dev.wascc.gate.use.UseTrace.Inward;
import dev.wascc.gate.use.UseTrace.Outward;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class UseRecordingTest {
    /** Calls wascc:logging WriteLog with {@code {level: 3, body: "hi"}}, and answers with nothing whatever came of it. */
    private static final String WAT =
            """
            (module
            (import "wapc" "__host_call" (func $host (param i32 i32 i32 i32 i32 i32 i32 i32) (result i32)))
            (import "wapc" "__guest_response" (func $response (param i32 i32)))
            (memory (export "memory") 1)
            (data (i32.const 0) "wascc:loggingWriteLog\\82\\a5level\\03\\a4body\\a2hi")
            (func (export "__guest_call") (param i32 i32) (result i32)
              (drop (call $host (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 13)
                (i32.const 13) (i32.const 8) (i32.const 21) (i32.const 16)))
              (call $response (i32.const 0) (i32.const 0))
              (i32.const 1)))
            """;

    @TempDir
    Path dir;

    private Cli cli;
    private Path trace;

    @BeforeEach
    void module() throws Exception {
        cli = new Cli(dir.resolve("keys"));
        trace = dir.resolve("trace.json");
        Files.write(dir.resolve("a.wasm"), Wat2Wasm.parse(WAT));
    }

    private Path signed(String... capabilities) {
        Object[] args = new Object[3 + 2 * capabilities.length];
        args[0] = "sign";
        args[1] = dir.resolve("a.wasm");
        args[2] = "--generate-keys";
        for (int i = 0; i < capabilities.length; i++) {
            args[3 + 2 * i] = "--cap";
            args[4 + 2 * i] = capabilities[i];
        }
        assertThat(cli.run(args).code()).isZero();
        return dir.resolve("a_s.wasm");
    }

    @Test
    void a_call_records_what_the_actor_used() throws Exception {
        Path actor = signed("wascc:logging");
        assertThat(cli.run("call", actor, "Go", "--record-use", trace).code()).isZero();
        assertThat(UseTrace.read(trace).actors()).singleElement().satisfies(use -> {
            assertThat(use.calls()).containsExactly(new Outward("wascc:logging", "WriteLog", 1, 0));
            assertThat(use.calledBy()).containsExactly(new Inward("system", "Go", 1));
        });
    }

    @Test
    void a_denied_call_is_recorded() throws Exception {
        Path actor = signed();
        assertThat(cli.run("call", actor, "Go", "--record-use", trace).code()).isZero();
        assertThat(UseTrace.read(trace).actors()).singleElement().satisfies(use -> assertThat(use.calls())
                .containsExactly(new Outward("wascc:logging", "WriteLog", 1, 1)));
    }

    @Test
    void a_place_where_nothing_can_be_written_is_known_before_the_call() {
        Path actor = signed();
        Cli.Result result = cli.run("call", actor, "Go", "--record-use", dir);
        assertThat(result.code()).isEqualTo(ExitCode.UNEXPECTED);
        assertThat(result.err()).contains("--record-use: ", "cannot be written");
    }

    @Test
    void an_actor_that_is_not_let_in_leaves_an_old_record_as_it_is() throws Exception {
        signed();
        Files.writeString(trace, "old");
        assertThat(cli.run("call", dir.resolve("a.wasm"), "Go", "--record-use", trace)
                        .code())
                .isEqualTo(10);
        assertThat(trace).hasContent("old");
    }
}
