package dev.wascc.wapc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wascc.wapc.GuestException.Kind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Modules with the imports and exports of known guests whose toolchains are not at hand; they log one letter for each start function. */
class StartOrderTest {
    private static final String LOG = "(import \"wapc\" \"__console_log\" (func $log (param i32 i32)))";
    private static final String FETCH =
            """
            (import "wapc" "__guest_request" (func $request (param i32 i32)))
            (import "wapc" "__guest_response" (func $response (param i32 i32)))
            (import "wapc" "__guest_error" (func $error (param i32 i32)))
            """;
    private static final String BODY =
            """
            (memory (export "memory") 2)
            (data (i32.const 0) "siwS")
            (func (export "__guest_call") (param $op i32) (param $len i32) (result i32)
              (call $request (i32.const 1024) (i32.const 2048))
              (call $response (i32.const 2048) (local.get $len))
              (i32.const 1))
            """;
    private static final String START_SECTION = "(func $s (call $log (i32.const 3) (i32.const 1))) (start $s)";

    private final List<String> lines = new ArrayList<>();

    private WapcGuest start(String imports, String rest) throws GuestException {
        return WapcModule.compile(Wat.module(LOG + imports + BODY + rest), Engine.COMPILER, GuestLimits.defaults())
                .instantiate(HostCall.NONE, lines::add);
    }

    private static String function(String name, String rest) {
        int letter = List.of("_start", "_initialize", "wapc_init").indexOf(name);
        return "(func (export \"" + name + "\") (call $log (i32.const " + letter + ") (i32.const 1)) " + rest + ")";
    }

    private void echoes(WapcGuest guest) throws GuestException {
        assertThat(guest.call("op", "payload".getBytes(UTF_8))).isEqualTo("payload".getBytes(UTF_8));
    }

    @Test
    void an_actor_of_2020_in_rust_has_no_start_at_all() throws Exception {
        echoes(start(FETCH, "(global (export \"__data_end\") i32 (i32.const 0))"));
        assertThat(lines).isEmpty();
    }

    @Test
    void an_actor_in_assemblyscript_has_a_start_section_and_start() throws Exception {
        echoes(start(FETCH, START_SECTION + function("_start", "")));
        assertThat(lines).containsExactly("S", "s");
    }

    @Test
    void a_guest_in_assemblyscript_has_a_start_section_alone_or_with_wapc_init() throws Exception {
        echoes(start(FETCH, START_SECTION));
        echoes(start(FETCH, START_SECTION + function("wapc_init", "")));
        assertThat(lines).containsExactly("S", "S", "w");
    }

    @Test
    void all_start_functions_are_called_in_the_order_of_the_hosts() throws Exception {
        echoes(start(FETCH, function("wapc_init", "") + function("_initialize", "") + function("_start", "")));
        assertThat(lines).containsExactly("s", "i", "w");
    }

    @Test
    void a_start_function_of_another_type_is_not_one() throws Exception {
        echoes(start(FETCH, "(func (export \"_start\") (param i32) (call $log (i32.const 0) (i32.const 1)))"));
        assertThat(lines).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"wasi_unstable", "wasi_snapshot_preview1"})
    void a_guest_of_tinygo_leaves_start_by_exit_0_and_goes_on(String wasi) throws Exception {
        String imports = FETCH + "(import \"" + wasi + "\" \"proc_exit\" (func $exit (param i32)))" + "(import \""
                + wasi + "\" \"fd_write\" (func $fd_write (param i32 i32 i32 i32) (result i32)))";
        echoes(start(
                imports, function("_start", "(call $exit (i32.const 0)) (unreachable)") + function("wapc_init", "")));
        assertThat(lines).containsExactly("s", "w");
        GuestException failure = catchThrowableOfType(
                GuestException.class, () -> start(imports, function("_start", "(call $exit (i32.const 2))")));
        assertThat(failure.kind()).isEqualTo(Kind.INITIALIZATION);
        assertThat(failure).hasMessageContaining("exit code 2");
    }

    @Test
    void a_guest_of_wasmcloud_imports_from_wasmbus() throws Exception {
        echoes(WapcModule.compile(
                        Wat.module(FETCH.replace("\"wapc\"", "\"wasmbus\"")
                                + "(memory (export \"memory\") 2) (global (export \"__wasmbus_rpc_version\") i32 (i32.const 0))"
                                + BODY.substring(BODY.indexOf("(func"))),
                        Engine.COMPILER,
                        GuestLimits.defaults())
                .instantiate(HostCall.NONE, ConsoleLog.NONE));
    }

    @Test
    void all_functions_of_preview_1_can_be_imported_under_both_names() {
        // Those of phases/snapshot/witx/wasi_snapshot_preview1.witx, and sock_accept, which was added to it later.
        List<String> names = List.of(
                "args_get args_sizes_get environ_get environ_sizes_get clock_res_get clock_time_get fd_advise fd_allocate "
                        .concat(
                                "fd_close fd_datasync fd_fdstat_get fd_fdstat_set_flags fd_fdstat_set_rights fd_filestat_get "
                                        + "fd_filestat_set_size fd_filestat_set_times fd_pread fd_prestat_get fd_prestat_dir_name fd_pwrite "
                                        + "fd_read fd_readdir fd_renumber fd_seek fd_sync fd_tell fd_write path_create_directory "
                                        + "path_filestat_get path_filestat_set_times path_link path_open path_readlink "
                                        + "path_remove_directory path_rename path_symlink path_unlink_file poll_oneoff proc_exit proc_raise "
                                        + "sched_yield random_get sock_accept sock_recv sock_send sock_shutdown")
                        .split(" "));
        assertThat(WapcModule.offeredImports())
                .containsAll(names.stream()
                        .map(name -> "wasi_snapshot_preview1." + name)
                        .toList())
                .containsAll(names.stream().map(name -> "wasi_unstable." + name).toList());
    }

    /** Seeks by a number of whence in a file of ten bytes and answers the position and the size by its filestat. */
    @ParameterizedTest
    @CsvSource({
        "wasi_snapshot_preview1, 0, 3, 32", "wasi_snapshot_preview1, 1, 13, 32", "wasi_snapshot_preview1, 2, 13, 32",
        "wasi_unstable, 2, 3, 24", "wasi_unstable, 0, 13, 24", "wasi_unstable, 1, 13, 24"
    })
    void the_versions_differ_in_whence_and_filestat(String wasi, int whence, int position, int sizeAt)
            throws Exception {
        String wat = FETCH
                + """
                (import "WASI" "path_open" (func $open (param i32 i32 i32 i32 i32 i64 i64 i32 i32) (result i32)))
                (import "WASI" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
                (import "WASI" "fd_seek" (func $seek (param i32 i64 i32 i32) (result i32)))
                (import "WASI" "fd_filestat_get" (func $stat (param i32 i32) (result i32)))
                (memory (export "memory") 2)
                (data (i32.const 0) "f")
                (func (export "__guest_call") (param $op i32) (param $len i32) (result i32)
                  (if (call $open (i32.const 3) (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 1) (i64.const 0x42) (i64.const 0) (i32.const 0) (i32.const 8))
                    (then (return (i32.const 0))))
                  (i32.store (i32.const 16) (i32.const 256))
                  (i32.store (i32.const 20) (i32.const 10))
                  (if (call $write (i32.load (i32.const 8)) (i32.const 16) (i32.const 1) (i32.const 24)) (then (return (i32.const 0))))
                  (if (call $seek (i32.load (i32.const 8)) (i64.const 3) (i32.const WHENCE) (i32.const 512)) (then (return (i32.const 0))))
                  (if (call $stat (i32.load (i32.const 8)) (i32.const 600)) (then (return (i32.const 0))))
                  (i64.store (i32.const 520) (i64.load (i32.const SIZE)))
                  (call $response (i32.const 512) (i32.const 16))
                  (i32.const 1))
                """
                        .replace("WASI", wasi)
                        .replace("WHENCE", String.valueOf(whence))
                        .replace("SIZE", String.valueOf(600 + sizeAt));
        WapcGuest guest = WapcModule.compile(Wat.module(wat), Engine.COMPILER, GuestLimits.defaults())
                .instantiate(
                        HostCall.NONE,
                        ConsoleLog.NONE,
                        WasiSettings.defaults().withFiles(GuestFiles.inMemory(FileQuota.defaults())));
        byte[] answer = guest.call("op", new byte[0]);
        assertThat(answer[0]).isEqualTo((byte) position);
        assertThat(answer[8]).isEqualTo((byte) 10);
    }
}
