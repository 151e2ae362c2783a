package dev.wascc.wapc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wascc.wapc.GuestException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Guests that were built by other people's toolchains and libraries (src/test/guests) run unchanged. */
class ToolchainsTest {
    private static final Map<String, WapcModule> COMPILED = new ConcurrentHashMap<>();
    private static final GuestFiles IN_MEMORY = GuestFiles.inMemory(FileQuota.defaults());
    private static final HostCall HOST = (binding, namespace, operation, payload) -> {
        String text = new String(payload, UTF_8);
        if (text.equals("no")) {
            throw new IOException("the host says no");
        }
        return (binding + "/" + namespace + "/" + operation + "/" + text).getBytes(UTF_8);
    };

    private final List<String> lines = new ArrayList<>();

    private WapcGuest guest(String name, WasiSettings wasi) throws Exception {
        WapcModule module = COMPILED.get(name);
        if (module == null) {
            module = Guests.compile(name);
            COMPILED.put(name, module);
        }
        return module.instantiate(HOST, lines::add, wasi);
    }

    private WapcGuest guest(String name) throws Exception {
        return guest(name, WasiSettings.defaults());
    }

    private static String call(WapcGuest guest, String operation, String payload) throws GuestException {
        return new String(guest.call(operation, payload.getBytes(UTF_8)), UTF_8);
    }

    private static GuestException failure(WapcGuest guest, String operation, String payload) {
        return catchThrowableOfType(GuestException.class, () -> call(guest, operation, payload));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rust",
                "rust-wasi",
                "assemblyscript",
                "assemblyscript-abort",
                "c",
                "c-wasi",
                "zig",
                "zig-wasi",
                "go"
            })
    void an_echo_answers_nothing_text_and_a_megabyte(String name) throws Exception {
        WapcGuest guest = guest(name);
        byte[] large = new byte[1 << 20];
        new Random(1).nextBytes(large);
        assertThat(call(guest, "echo", "")).isEmpty();
        assertThat(call(guest, "echo", "käse")).isEqualTo("käse");
        assertThat(guest.call("echo", large)).isEqualTo(large);
        assertThat(call(guest, "echo", "and on")).isEqualTo("and on");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rust", "assemblyscript", "assemblyscript-abort", "c", "zig", "zig-wasi", "go"})
    void a_host_call_brings_the_hosts_answer_or_its_error(String name) throws Exception {
        WapcGuest guest = guest(name);
        assertThat(call(guest, "host", "now")).isEqualTo("default/test:capability/Ask/now");
        GuestException failure = failure(guest, "host", "no");
        assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
        assertThat(failure).hasMessageStartingWith("Guest call failure: ").hasMessageContaining("the host says no");
        assertThat(call(guest, "host", "again")).endsWith("again");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rust", "assemblyscript", "c", "zig", "go"})
    void its_own_error_is_the_calls_and_its_log_is_a_line(String name) throws Exception {
        WapcGuest guest = guest(name);
        assertThat(failure(guest, "fail", "")).hasMessage("Guest call failure: asked to fail");
        assertThat(call(guest, "log", "a line")).isEmpty();
        assertThat(lines).containsExactly("a line");
    }

    @ParameterizedTest
    @CsvSource({
        "rust, No handler registered for function",
        "assemblyscript, Could not find function",
        "c, unknown operation",
        "zig, unknown operation",
        "go, unknown operation"
    })
    void an_unknown_operation_is_refused_in_the_librarys_own_words(String name, String words) throws Exception {
        GuestException failure = failure(guest(name), "nosuch", "");
        assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
        assertThat(failure).hasMessageContaining(words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rust", "assemblyscript", "assemblyscript-abort", "c", "zig", "go"})
    void a_trap_ends_the_guest_and_the_next_one_of_the_module_works(String name) throws Exception {
        WapcGuest guest = guest(name);
        assertThat(failure(guest, "trap", "").kind()).isEqualTo(Kind.TRAPPED);
        assertThat(failure(guest, "echo", "x").kind()).isEqualTo(Kind.DEAD);
        assertThat(call(guest(name), "echo", "x")).isEqualTo("x");
    }

    @Test
    void an_abort_that_is_imported_says_what_the_guest_said() throws Exception {
        assertThat(failure(guest("assemblyscript-abort"), "trap", ""))
                .hasMessageContaining("asked to trap")
                .hasMessageContaining("guest.ts");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rust-wasi", "c-wasi", "zig-wasi", "go"})
    void what_is_printed_is_a_line_of_the_console(String name) throws Exception {
        guest(name).call("print", "hello".getBytes(UTF_8));
        assertThat(lines).startsWith("hello");
    }

    @Test
    void rusts_standard_library_finds_all_it_does_with_files() throws Exception {
        String told = call(guest("rust-wasi", WasiSettings.defaults().withFiles(IN_MEMORY)), "files", "0123456789");
        assertThat(told).isEqualTo("123456789 9 4 b,two 01++ NotFound Some(55)");
    }

    @Test
    void wasi_libc_finds_all_it_does_with_files_and_neither_links_nor_ways_out() throws Exception {
        String told = call(guest("c-wasi", WasiSettings.defaults().withFiles(IN_MEMORY)), "files", "0123456789");
        assertThat(told).isEqualTo("123456789 10 1 0 0");
    }

    @Test
    void gos_standard_library_finds_all_it_does_with_files() throws Exception {
        String told = call(guest("go", WasiSettings.defaults().withFiles(IN_MEMORY)), "files", "0123456789");
        assertThat(told).isEqualTo("0123456789 2 true");
    }

    @ParameterizedTest
    @CsvSource({"rust-wasi, 123456789 9 4 b;two 01++ NotFound Some(55)", "c-wasi, 123456789 10 1 0 0"})
    void a_granted_directory_is_as_good_as_memory(String name, String told, @TempDir Path directory) throws Exception {
        GuestFiles files = GuestFiles.directory(directory, GuestFiles.Access.READ_WRITE, FileQuota.defaults());
        try (WapcGuest guest = guest(name, WasiSettings.defaults().withFiles(files))) {
            assertThat(call(guest, "files", "0123456789")).isEqualTo(told.replace(';', ','));
        }
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void a_directory_to_be_read_is_read_and_not_written(@TempDir Path directory) throws Exception {
        Files.writeString(directory.resolve("there"), "content");
        GuestFiles files = GuestFiles.directory(directory, GuestFiles.Access.READ_ONLY, FileQuota.defaults());
        try (WapcGuest guest = guest("rust-wasi", WasiSettings.defaults().withFiles(files))) {
            assertThat(call(guest, "read", "/there")).isEqualTo("content");
            assertThat(failure(guest, "files", "x")).hasMessageContaining("os error 69");
        }
        assertThat(directory).isDirectoryContaining("glob:**there");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rust-wasi", "c-wasi", "go"})
    void without_a_grant_there_are_no_files(String name) throws Exception {
        assertThat(failure(guest(name), "files", "x").kind()).isEqualTo(Kind.REFUSED);
    }

    @Test
    void clock_and_randomness_are_those_that_were_given() throws Exception {
        Instant instant = Instant.parse("2020-02-02T02:02:02.000000002Z");
        WasiSettings fixed = WasiSettings.defaults().withClock(Clock.fixed(instant, ZoneOffset.UTC));
        assertThat(call(guest("rust-wasi", fixed), "clock", "")).isEqualTo("1580608922000000002");
        byte[] one = guest("zig-wasi", fixed.withRandom(new Random(7))).call("print", new byte[0]);
        byte[] two = guest("zig-wasi", fixed.withRandom(new Random(7))).call("print", new byte[0]);
        assertThat(one).hasSize(16).isEqualTo(two);
    }

    @Test
    void a_sleep_ends_with_its_time_or_with_the_calls() throws Exception {
        WapcGuest guest = guest("c-wasi");
        assertThat(call(guest, "sleep", "20")).isEqualTo("awake");
        GuestException failure = catchThrowableOfType(
                GuestException.class, () -> guest.call("sleep", "60000".getBytes(UTF_8), Duration.ofMillis(100)));
        assertThat(failure.kind()).isEqualTo(Kind.TIMED_OUT);
    }

    @Test
    void an_exit_in_a_call_ends_the_guest_with_its_code_told() throws Exception {
        GuestException failure = failure(guest("c-wasi"), "exit", "3");
        assertThat(failure.kind()).isEqualTo(Kind.TRAPPED);
        assertThat(failure).hasMessageContaining("exit code 3");
    }
}
