package dev.wascc.wapc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The imports of guests by other people, as wasm-objdump shows them, each set in a module written by hand. */
class ImportSetsTest {
    /** Signatures by wapc-rs and by WASI's witx files. */
    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("__guest_request", "(param i32 i32)"),
            Map.entry("__guest_response", "(param i32 i32)"),
            Map.entry("__guest_error", "(param i32 i32)"),
            Map.entry("__host_call", "(param i32 i32 i32 i32 i32 i32 i32 i32) (result i32)"),
            Map.entry("__host_response_len", "(result i32)"),
            Map.entry("__host_response", "(param i32)"),
            Map.entry("__host_error_len", "(result i32)"),
            Map.entry("__host_error", "(param i32)"),
            Map.entry("__console_log", "(param i32 i32)"),
            Map.entry("fd_write", "(param i32 i32 i32 i32) (result i32)"),
            Map.entry("random_get", "(param i32 i32) (result i32)"),
            Map.entry("environ_get", "(param i32 i32) (result i32)"),
            Map.entry("environ_sizes_get", "(param i32 i32) (result i32)"),
            Map.entry("proc_exit", "(param i32)"),
            Map.entry("poll_oneoff", "(param i32 i32 i32 i32) (result i32)"),
            Map.entry("abort", "(param i32 i32 i32 i32)"));

    private static final List<String> NINE = TYPES.keySet().stream()
            .filter(name -> name.startsWith("__"))
            .sorted()
            .toList();
    private static final List<String> THREE = List.of("__guest_error", "__guest_request", "__guest_response");

    private static String imports(String module, List<String> names) {
        return names.stream()
                .map(name ->
                        "(import \"" + module + "\" \"" + name + "\" (func $" + name + " " + TYPES.get(name) + "))")
                .collect(Collectors.joining("\n"));
    }

    private static WapcGuest guest(String imports, String rest) throws GuestException {
        String echo = "(memory (export \"memory\") 2)"
                + "(func (export \"__guest_call\") (param $op i32) (param $len i32) (result i32)"
                + rest
                + "(call $__guest_request (i32.const 1024) (i32.const 2048))"
                + "(call $__guest_response (i32.const 2048) (local.get $len)) (i32.const 1))";
        return WapcModule.compile(Wat.module(imports + echo), Engine.COMPILER, GuestLimits.defaults())
                .instantiate(HostCall.NONE, ConsoleLog.NONE);
    }

    @ParameterizedTest
    @CsvSource({
        "actors in Rust of 2020 and in AssemblyScript, wapc, 9, '', ''",
        "a provider in Rust, wapc, 9, wasi_snapshot_preview1, fd_write random_get",
        "a module by wascap's tests in Rust of 2021, wapc, 8, '', ''",
        "language tests in AssemblyScript, wapc, 3, '', ''",
        "a guest in plain AssemblyScript, wapc, 3, env, abort",
        "wasi-basic in Rust, wapc, 8, wasi_snapshot_preview1, fd_write random_get environ_get environ_sizes_get proc_exit",
        "timeout in Rust, wapc, 3, wasi_snapshot_preview1, fd_write environ_get environ_sizes_get proc_exit poll_oneoff",
        "a guest in TinyGo, wapc, 8, wasi_unstable, fd_write",
        "language tests in TinyGo, wapc, 3, wasi_unstable, fd_write",
        "an actor of wasmCloud, wasmbus, 8, '', ''"
    })
    void each_set_runs(String what, String module, int count, String otherModule, String others) throws Exception {
        List<String> own = NINE.stream()
                .filter(name -> count == 9 || count == 8 && !name.equals("__console_log") || THREE.contains(name))
                .toList();
        assertThat(own).describedAs(what).hasSize(count);
        List<String> other =
                Arrays.stream(others.split(" ")).filter(name -> !name.isEmpty()).toList();
        WapcGuest guest = guest(imports(module, own) + imports(otherModule, other), "");
        assertThat(guest.call("op", "x".getBytes(UTF_8))).isEqualTo("x".getBytes(UTF_8));
    }

    /** No environment, a sleep of a millisecond that ends, and an exit that ends this guest alone. */
    @Test
    void environment_sleep_and_exit_do_what_the_standard_says() throws Exception {
        List<String> wasi = List.of("environ_get", "environ_sizes_get", "proc_exit", "poll_oneoff");
        String imports = imports("wapc", THREE) + imports("wasi_snapshot_preview1", wasi);
        String asks =
                """
                (if (i32.or (call $environ_sizes_get (i32.const 0) (i32.const 4)) (i32.or (i32.load (i32.const 0)) (i32.load (i32.const 4))))
                  (then (unreachable)))
                (if (call $environ_get (i32.const 0) (i32.const 16)) (then (unreachable)))
                (i64.store (i32.const 100) (i64.const 77)) ;; userdata
                (i32.store (i32.const 116) (i32.const 1)) ;; the monotonic clock
                (i64.store (i32.const 124) (i64.const 1000000)) ;; a millisecond
                (if (call $poll_oneoff (i32.const 100) (i32.const 200) (i32.const 1) (i32.const 300)) (then (unreachable)))
                (if (i32.ne (i32.load (i32.const 300)) (i32.const 1)) (then (unreachable)))
                (if (i64.ne (i64.load (i32.const 200)) (i64.const 77)) (then (unreachable)))
                (if (local.get $len) (then (call $proc_exit (local.get $len))))
                """;
        WapcGuest guest = guest(imports, asks);
        assertThat(guest.call("op", new byte[0])).isEmpty();
        GuestException exited = catchThrowableOfType(GuestException.class, () -> guest.call("op", new byte[3]));
        assertThat(exited).hasMessageContaining("3");
        assertThat(guest.alive()).isFalse();
    }
}
