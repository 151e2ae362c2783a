package dev.wascc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.dylibso.chicory.wabt.Wat2Wasm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class CacheOptionTest {
    private static final String WAT =
            """
            (module
            (import "wapc" "__guest_response" (func $response (param i32 i32)))
            (memory (export "memory") 1)
            (func (export "__guest_call") (param i32 i32) (result i32)
              (call $response (i32.const 0) (i32.const 0))
              (i32.const 1)))
            """;

    @TempDir
    private Path dir;

    private Cli cli;
    private Path actor;

    @BeforeEach
    void module() throws IOException {
        cli = new Cli(dir.resolve("keys"));
        Files.write(dir.resolve("a.wasm"), Wat2Wasm.parse(WAT));
        assertThat(cli.run("sign", dir.resolve("a.wasm"), "--generate-keys").code())
                .isZero();
        actor = dir.resolve("a_s.wasm");
    }

    @Test
    void a_call_keeps_the_translated_actor_where_it_is_told() {
        Path cache = dir.resolve("cache");
        assertThat(cli.run("call", actor, "Go", "--cache", cache).code()).isZero();
        assertThat(cache).isDirectoryContaining("glob:**.code");
    }

    @Test
    void the_variable_and_the_systems_own_place_are_next() {
        cli.environment.put("WASCC_CACHE", dir.resolve("by-variable").toString());
        assertThat(cli.run("call", actor, "Go").code()).isZero();
        assertThat(dir.resolve("by-variable")).isDirectoryContaining("glob:**.code");
        cli.environment.remove("WASCC_CACHE");
        cli.environment.put("XDG_CACHE_HOME", dir.resolve("xdg").toString());
        cli.environment.put("LOCALAPPDATA", dir.resolve("xdg").toString());
        if (!OS.MAC.isCurrentOs()) {
            assertThat(cli.run("call", actor, "Go").code()).isZero();
            assertThat(dir.resolve("xdg/wascc/compiled")).isDirectoryContaining("glob:**.code");
        }
    }

    @Test
    void off_keeps_nothing() {
        cli.environment.put("WASCC_CACHE", dir.resolve("cache").toString());
        assertThat(cli.run("call", actor, "Go", "--cache", "off").code()).isZero();
        assertThat(dir.resolve("cache")).doesNotExist();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void a_directory_that_others_can_write_to_is_refused_where_it_was_asked_for() throws IOException {
        Path open = Files.createDirectory(dir.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        Cli.Result result = cli.run("call", actor, "Go", "--cache", open);
        assertThat(result.code()).isNotZero();
        assertThat(result.err()).contains("chmod go-w");
        cli.environment.remove("WASCC_CACHE");
        cli.environment.put("XDG_CACHE_HOME", open.toString());
        assertThat(cli.run("call", actor, "Go").code()).isZero();
    }
}
