package dev.wascc.wapc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CodeCacheTest {
    private static final long MIB = 1 << 20;

    @TempDir
    private Path place;

    private Path directory;
    private byte[] wasm;

    @BeforeEach
    void make() throws IOException {
        directory = place.resolve("a/compiled");
        wasm = Guests.wasm("c");
    }

    private void run(byte[] module, CodeCache cache) throws Exception {
        WapcGuest guest = WapcModule.compile(module, Engine.COMPILER, GuestLimits.defaults(), cache)
                .instantiate(HostCall.NONE, ConsoleLog.NONE);
        assertThat(guest.call("echo", "hello".getBytes(UTF_8))).isEqualTo("hello".getBytes(UTF_8));
    }

    private List<Path> entries() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }

    @Test
    void the_same_module_is_kept_as_the_same_bytes_whenever_and_wherever_it_is_translated() throws Exception {
        run(wasm, CodeCache.directory(directory, MIB));
        byte[] first = Files.readAllBytes(entries().get(0));
        Files.delete(entries().get(0));
        TimeZone here = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
        try {
            run(wasm, CodeCache.directory(directory, MIB));
        } finally {
            TimeZone.setDefault(here);
        }
        assertThat(entries().get(0)).hasBinaryContent(first);
    }

    @Test
    void a_second_start_takes_what_the_first_one_left() throws Exception {
        run(wasm, CodeCache.directory(directory, MIB));
        Path entry = entries().get(0);
        FileTime old = FileTime.fromMillis(1_000_000_000_000L);
        Files.setLastModifiedTime(entry, old);
        byte[] content = Files.readAllBytes(entry);
        run(wasm, CodeCache.directory(directory, MIB));
        assertThat(entries()).containsExactly(entry);
        assertThat(entry).hasBinaryContent(content);
        // It was read, and so is younger now; it was not written anew, which the next test shows by its content.
        assertThat(Files.getLastModifiedTime(entry)).isGreaterThan(old);
    }

    @Test
    void what_is_in_the_cache_is_what_runs() throws Exception {
        CodeCacheDirectory cache = CodeCacheDirectory.open(directory, MIB);
        run(wasm, cache);
        byte[] zigs = Guests.wasm("zig");
        run(zigs, cache);
        byte[] foreign = cache.read(CodeCacheEntry.key(zigs));
        cache.write(CodeCacheEntry.key(wasm), foreign);
        assertThatThrownBy(() -> run(wasm, cache)).isInstanceOf(Throwable.class);
    }

    @Test
    void module_that_is_not_valid_is_refused_at_each_start() throws Exception {
        byte[] invalid = com.dylibso.chicory.wabt.Wat2Wasm.parse(
                """
                (module (memory (export "memory") 1)
                  (func (export "__guest_call") (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1))))
                """);
        int add = new String(invalid, java.nio.charset.StandardCharsets.ISO_8859_1).lastIndexOf('j');
        invalid[add] = 0x7c; // an i64.add of two i32
        CodeCache cache = CodeCache.directory(directory, MIB);
        for (int start = 0; start < 2; start++) {
            assertThatThrownBy(() -> WapcModule.compile(invalid, Engine.COMPILER, GuestLimits.defaults(), cache))
                    .isInstanceOf(GuestException.class)
                    .hasMessageContaining("no valid WebAssembly");
        }
        assertThat(entries()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5, 8, 11, 12, 43, 44, 75, 76, 500, -1})
    void a_damaged_entry_is_translated_again_and_replaced(int at) throws Exception {
        CodeCache cache = CodeCache.directory(directory, MIB);
        run(wasm, cache);
        Path entry = entries().get(0);
        byte[] good = Files.readAllBytes(entry);
        byte[] bad = good.clone();
        bad[at < 0 ? bad.length - 1 : at] ^= 1;
        Files.write(entry, bad);
        run(wasm, cache);
        byte[] now = Files.readAllBytes(entry);
        assertThat(now).startsWith("wasccode".getBytes(UTF_8));
        assertThat(CodeCacheEntry.unwrap(CodeCacheEntry.key(wasm), now)).isNotNull();
        Files.write(entry, new byte[10]);
        run(wasm, cache);
        assertThat(Files.size(entry)).isGreaterThan(1000);
    }

    @Test
    void an_entry_under_another_modules_name_is_not_taken() throws Exception {
        CodeCacheDirectory cache = CodeCacheDirectory.open(directory, MIB);
        run(wasm, cache);
        byte[] other = CodeCacheEntry.key(Guests.wasm("zig"));
        Path theirs = directory.resolve(java.util.HexFormat.of().formatHex(other) + ".code");
        Files.copy(entries().get(0), theirs);
        assertThat(cache.read(other)).isNull();
        run(Guests.wasm("zig"), cache);
        assertThat(cache.read(other)).isNotNull();
    }

    @Test
    void the_key_holds_module_engine_jdk_and_format() throws IOException {
        assertThat(CodeCacheEntry.key(wasm)).hasSize(32).isNotEqualTo(CodeCacheEntry.key(Guests.wasm("zig")));
        try (var in = CodeCache.class.getResourceAsStream("engine.properties")) {
            assertThat(new String(in.readAllBytes(), UTF_8)).matches("engine=chicory [0-9.]+\\s*");
        }
    }

    @Test
    void what_was_not_used_for_longest_goes_when_there_is_too_much() throws Exception {
        CodeCacheDirectory cache = CodeCacheDirectory.open(directory, 3000);
        byte[][] keys = new byte[4][];
        for (int i = 0; i < 4; i++) {
            keys[i] = CodeCacheEntry.key(new byte[] {(byte) i});
            if (i == 3) {
                assertThat(cache.read(keys[0])).isNotNull();
            }
            cache.write(keys[i], new byte[900]);
            Path file = directory.resolve(java.util.HexFormat.of().formatHex(keys[i]) + ".code");
            if (i < 3) {
                Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000L * (i + 1)));
            }
        }
        assertThat(cache.read(keys[1])).isNull();
        assertThat(cache.read(keys[0])).isNotNull();
        assertThat(cache.read(keys[3])).isNotNull();
        cache.write(keys[1], new byte[4000]);
        assertThat(cache.read(keys[1])).isNull();
    }

    @Test
    void a_directory_is_made_for_its_owner_alone() throws Exception {
        assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("posix"));
        CodeCache.directory(directory, MIB);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
                .isEqualTo("rwx------");
        run(wasm, CodeCache.directory(directory, MIB));
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(entries().get(0))))
                .isEqualTo("rw-------");
    }

    @ParameterizedTest
    @CsvSource({"a/compiled, rwxrwx---", "a/compiled, rwx----w-", "a, rwxrwxrwx"})
    void a_directory_that_others_can_write_to_or_replace_is_refused(String path, String mode) throws Exception {
        assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("posix"));
        CodeCache cache = CodeCache.directory(directory, MIB);
        run(wasm, cache);
        Files.setPosixFilePermissions(place.resolve(path), PosixFilePermissions.fromString(mode));
        assertThatThrownBy(() -> CodeCache.directory(directory, MIB))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("chmod go-w");
        // One that was safe when it was opened is not read any more either, and the module runs all the same.
        assertThat(((CodeCacheDirectory) cache).read(CodeCacheEntry.key(wasm))).isNull();
        run(wasm, cache);
    }

    @Test
    void a_link_in_the_place_of_an_entry_is_not_followed() throws Exception {
        CodeCacheDirectory cache = CodeCacheDirectory.open(directory, MIB);
        run(wasm, cache);
        Path entry = entries().get(0);
        Path elsewhere = Files.move(entry, place.resolve("elsewhere"));
        Files.createSymbolicLink(entry, elsewhere);
        assertThat(cache.read(CodeCacheEntry.key(wasm))).isNull();
    }

    @Test
    void the_users_directory_is_where_each_system_has_it() {
        assertThat(CodeCache.userDirectory(Map.of(), "Linux", "/home/ana"))
                .contains(Path.of("/home/ana/.cache/wascc/compiled"));
        assertThat(CodeCache.userDirectory(Map.of("XDG_CACHE_HOME", "/x"), "Linux", "/home/ana"))
                .contains(Path.of("/x/wascc/compiled"));
        assertThat(CodeCache.userDirectory(Map.of(), "Mac OS X", "/Users/ana"))
                .contains(Path.of("/Users/ana/Library/Caches/wascc/compiled"));
        assertThat(CodeCache.userDirectory(Map.of("LOCALAPPDATA", "/local"), "Windows 11", "/home/ana"))
                .contains(Path.of("/local/wascc/compiled"));
        assertThat(CodeCache.userDirectory(Map.of("XDG_CACHE_HOME", "relative"), "Linux", "/home/ana"))
                .isEmpty();
        assertThat(CodeCache.userDirectory(Map.of(), "Linux", "?")).isEmpty();
    }
}
