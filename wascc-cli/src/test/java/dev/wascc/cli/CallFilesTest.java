package dev.wascc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A guest by Rust's own standard library, which opens what it is told to. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "no directories can be granted there")
class CallFilesTest {
    private static final Path GUEST = Path.of("../wapc/src/test/resources/dev/wascc/wapc/guests/rust-wasi.wasm");

    @TempDir
    private Path dir;

    private Cli cli;
    private Path actor;
    private Path request;

    @BeforeEach
    void module() throws Exception {
        cli = new Cli(dir.resolve("keys"));
        Files.copy(GUEST, dir.resolve("a.wasm"));
        assertThat(cli.run("sign", dir.resolve("a.wasm"), "--generate-keys").code())
                .isZero();
        actor = dir.resolve("a_s.wasm");
        request = Files.writeString(dir.resolve("request"), "/there");
        Files.writeString(Files.createDirectory(dir.resolve("data")).resolve("there"), "content");
    }

    private Cli.Result call(String operation, Object... more) {
        Object[] all = new Object[5 + more.length];
        System.arraycopy(new Object[] {"call", actor, operation, "--input", request}, 0, all, 0, 5);
        System.arraycopy(more, 0, all, 5, more.length);
        return cli.run(all);
    }

    @Test
    void a_module_reads_the_directory_that_it_is_given_and_does_not_write_there() {
        Cli.Result read = call("read", "--files", dir.resolve("data"));
        assertThat(read.code()).isZero();
        assertThat(read.out()).contains("content");
        assertThat(call("files", "--files", dir.resolve("data")).code()).isEqualTo(20);
        assertThat(dir.resolve("data")).isDirectoryContaining("glob:**/there");
        assertThat(dir.resolve("data").toFile().list()).hasSize(1);
    }

    @Test
    void files_in_memory_are_written_and_without_a_grant_there_are_none() {
        assertThat(call("files", "--files", "memory").code()).isZero();
        assertThat(call("read", "--files", "memory").code()).isEqualTo(20);
        assertThat(call("read").code()).isEqualTo(20);
    }

    @Test
    void a_directory_that_is_not_there_is_said() {
        Cli.Result missing = call("read", "--files", dir.resolve("nothing"));
        assertThat(missing.code()).isNotZero();
        assertThat(missing.err()).contains(dir.resolve("nothing").toString());
    }
}
