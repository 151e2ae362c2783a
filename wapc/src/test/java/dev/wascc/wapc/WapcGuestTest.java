package dev.wascc.wapc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wascc.wapc.GuestException.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class WapcGuestTest {
    private static final GuestLimits LIMITS = GuestLimits.defaults().withMemoryPages(16);
    private static final String ECHO =
            """
            (call $guest_request (i32.const 1024) (i32.const 2048))
            (call $guest_response (i32.const 2048) (local.get $len))
            (i32.const 1)
            """;
    /** Asks its host with binding b, namespace ns, the operation and the payload of the request, and answers what it gets. */
    private static final String ASK =
            """
            (call $guest_request (i32.const 1024) (i32.const 2048))
            (i32.store (i32.const 512) (i32.const 0x736e62)) ;; "bns"
            (if (result i32) (call $host_call (i32.const 512) (i32.const 1) (i32.const 513) (i32.const 2)
                  (i32.const 1024) (local.get $op) (i32.const 2048) (local.get $len))
              (then (call $host_response (i32.const 4096))
                    (call $guest_response (i32.const 4096) (call $host_response_len)) (i32.const 1))
              (else (call $host_error (i32.const 4096))
                    (call $guest_error (i32.const 4096) (call $host_error_len)) (i32.const 0)))
            """;

    private static WapcGuest guest(byte[] wasm) throws GuestException {
        return guest(wasm, HostCall.NONE, ConsoleLog.NONE);
    }

    private static WapcGuest guest(byte[] wasm, HostCall host, ConsoleLog console) throws GuestException {
        return WapcModule.compile(wasm, Engine.COMPILER, LIMITS).instantiate(host, console);
    }

    private static GuestException failure(WapcGuest guest) {
        return catchThrowableOfType(GuestException.class, () -> guest.call("op", new byte[0]));
    }

    private static GuestException refused(byte[] wasm) {
        return catchThrowableOfType(GuestException.class, () -> guest(wasm));
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void an_echo_answers_what_it_was_sent(Engine engine) throws Exception {
        WapcGuest guest =
                WapcModule.compile(Wat.call(ECHO), engine, LIMITS).instantiate(HostCall.NONE, ConsoleLog.NONE);
        assertThat(guest.call("op", "hello".getBytes(UTF_8))).isEqualTo("hello".getBytes(UTF_8));
        assertThat(guest.call("op", new byte[0])).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void a_host_call_carries_binding_namespace_operation_and_payload_and_brings_the_answer(Engine engine)
            throws Exception {
        HostCall host =
                (b, ns, op, payload) -> (b + "," + ns + "," + op + "," + new String(payload, UTF_8)).getBytes(UTF_8);
        WapcGuest guest = WapcModule.compile(Wat.call(ASK), engine, LIMITS).instantiate(host, ConsoleLog.NONE);
        assertThat(new String(guest.call("Get", "käse".getBytes(UTF_8)), UTF_8)).isEqualTo("b,ns,Get,käse");
    }

    @Test
    void a_host_error_is_the_guests_error_text() throws Exception {
        GuestException failure = failure(guest(
                Wat.call(ASK),
                (b, ns, op, p) -> {
                    throw new java.io.IOException("nö");
                },
                ConsoleLog.NONE));
        assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
        assertThat(failure).hasMessage("Guest call failure: nö");
    }

    @Test
    void without_a_host_the_guest_reads_that_the_callback_is_missing() throws Exception {
        assertThat(failure(guest(Wat.call(ASK)))).hasMessage("Guest call failure: Missing host callback function!");
    }

    @Test
    void result_0_without_a_text_and_success_without_a_response_have_the_texts_of_the_rust_host() throws Exception {
        assertThat(failure(guest(Wat.call("(i32.const 0)"))))
                .hasMessage("Guest call failure: No error message set for call failure");
        assertThat(failure(guest(Wat.call("(i32.const 1)"))))
                .hasMessage("Guest call failure: No error message OR response set for call success");
    }

    @Test
    void success_without_a_response_shows_the_error_if_there_is_one_and_an_empty_response_is_an_answer()
            throws Exception {
        String setError =
                "(i32.store8 (i32.const 600) (i32.const 88)) (call $guest_error (i32.const 600) (i32.const 1))";
        assertThat(failure(guest(Wat.call(setError + "(i32.const 1)")))).hasMessage("Guest call failure: X");
        assertThat(guest(Wat.call("(call $guest_response (i32.const 1) (i32.const 0)) (i32.const 2)"))
                        .call("op", new byte[0]))
                .isEmpty();
    }

    @Test
    void the_last_response_wins_and_a_set_error_does_not_spoil_a_success() throws Exception {
        String body =
                """
                (i32.store (i32.const 600) (i32.const 0x4241))
                (call $guest_error (i32.const 600) (i32.const 1))
                (call $guest_response (i32.const 600) (i32.const 1))
                (call $guest_response (i32.const 601) (i32.const 1))
                (i32.const 1)
                """;
        assertThat(guest(Wat.call(body)).call("op", new byte[0])).isEqualTo(new byte[] {'B'});
    }

    @Test
    void an_empty_request_is_fetched_to_any_pointer_at_all() throws Exception {
        String body =
                "(call $guest_request (i32.const 1024) (i32.const -1)) (call $guest_response (i32.const 1024) (local.get $op)) (i32.const 1)";
        assertThat(guest(Wat.call(body)).call("op", new byte[0])).isEqualTo("op".getBytes(UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(call $guest_response (i32.const -1) (i32.const -1))",
                "(call $guest_response (i32.const 131071) (i32.const 2))",
                "(call $guest_response (i32.const 0) (i32.const 0x7fffffff))",
                "(call $guest_error (i32.const -16) (i32.const 32))",
                "(call $console_log (i32.const 131072) (i32.const 1))",
                "(drop (call $host_call (i32.const 0) (i32.const -1) (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0)))",
                "(i32.store8 (i32.const 9) (i32.const 0xff)) (drop (call $host_call (i32.const 9) (i32.const 1) (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0)))",
                "(unreachable)"
            })
    void a_lying_pointer_or_a_trap_kills_the_guest_and_nothing_else(String instructions) throws Exception {
        WapcGuest guest = guest(Wat.call(instructions + "(i32.const 1)"), (b, ns, op, p) -> p, ConsoleLog.NONE);
        assertThat(failure(guest).kind()).isEqualTo(Kind.TRAPPED);
        assertThat(guest.alive()).isFalse();
        assertThat(failure(guest).kind()).isEqualTo(Kind.DEAD);
    }

    @Test
    void a_guest_cannot_be_called_from_its_own_host_call() throws Exception {
        AtomicReference<WapcGuest> self = new AtomicReference<>();
        self.set(guest(Wat.call(ASK), (b, ns, op, p) -> self.get().call("again", p), ConsoleLog.NONE));
        assertThat(failure(self.get())).hasMessageContaining("in a call already");
        assertThat(self.get().alive()).isTrue();
    }

    @Test
    void console_lines_arrive_as_they_were_written() throws Exception {
        List<String> lines = new ArrayList<>();
        byte[] wasm = Wat.guest(
                """
                (data (i32.const 700) "two\\0alines")
                (func (export "__guest_call") (param i32 i32) (result i32)
                  (call $console_log (i32.const 700) (i32.const 9)) (call $guest_response (i32.const 0) (i32.const 0)) (i32.const 1))
                """);
        guest(wasm, HostCall.NONE, lines::add).call("op", new byte[0]);
        assertThat(lines).containsExactly("two\nlines");
    }

    /** Logs a letter from the start section and from each start function, and has no other effect. */
    private static String letters(String... names) {
        StringBuilder text = new StringBuilder("(data (i32.const 800) \"ABCD\")\n");
        for (int i = 0; i < names.length; i++) {
            String export = names[i].isEmpty() ? "$start" : "(export \"" + names[i] + "\")";
            text.append("(func ")
                    .append(export)
                    .append(" (call $console_log (i32.const ")
                    .append(800 + i)
                    .append(") (i32.const 1)))\n");
        }
        return text + "(func (export \"__guest_call\") (param i32 i32) (result i32) (i32.const 1))\n";
    }

    @Test
    void the_start_section_runs_first_then_start_initialize_and_wapc_init_and_imports_work_in_all() throws Exception {
        List<String> lines = new ArrayList<>();
        guest(
                Wat.guest(letters("", "wapc_init", "_initialize", "_start") + "(start $start)"),
                HostCall.NONE,
                lines::add);
        assertThat(lines).containsExactly("A", "D", "C", "B");
    }

    @Test
    void a_start_function_of_another_type_is_none() throws Exception {
        guest(
                Wat.guest(
                        "(func (export \"_start\") (param i32) (unreachable)) (func (export \"__guest_call\") (param i32 i32) (result i32) (i32.const 1))"));
    }

    private static byte[] exiting(int code) {
        return Wat.module(
                "(import \"wasi_snapshot_preview1\" \"proc_exit\" (func $exit (param i32)))" + Wat.IMPORTS
                        + "(data (i32.const 800) \"B\")"
                        + "(func (export \"_start\") (call $exit (i32.const " + code + ")))"
                        + "(func (export \"wapc_init\") (call $console_log (i32.const 800) (i32.const 1)))"
                        + "(func (export \"__guest_call\") (param i32 i32) (result i32) (call $guest_response (i32.const 0) (i32.const 0)) (i32.const 1))");
    }

    @Test
    void leaving_start_by_exit_code_0_goes_on_with_wapc_init_and_another_code_is_a_failed_start() throws Exception {
        List<String> lines = new ArrayList<>();
        WapcGuest guest = guest(exiting(0), HostCall.NONE, lines::add);
        assertThat(lines).containsExactly("B");
        assertThat(guest.call("op", new byte[0])).isEmpty();

        GuestException failure = refused(exiting(3));
        assertThat(failure.kind()).isEqualTo(Kind.INITIALIZATION);
        assertThat(failure).hasMessageContaining("Initialization failed").hasMessageContaining("3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"wasi_unstable", "wasi_snapshot_preview1"})
    void a_line_on_standard_output_goes_to_the_console_under_both_names_of_wasi(String wasi) throws Exception {
        List<String> lines = new ArrayList<>();
        byte[] wasm =
                Wat.module("(import \"" + wasi + "\" \"fd_write\" (func $write (param i32 i32 i32 i32) (result i32)))"
                        + "(memory (export \"memory\") 1) (data (i32.const 100) \"line\\0a\")"
                        + "(func (export \"_start\") (i32.store (i32.const 0) (i32.const 100)) (i32.store (i32.const 4) (i32.const 5))"
                        + "  (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8))))"
                        + "(func (export \"__guest_call\") (param i32 i32) (result i32) (i32.const 1))");
        guest(wasm, HostCall.NONE, lines::add);
        assertThat(lines).containsExactly("line");
    }

    @Test
    void wasmbus_is_another_name_of_wapc_and_a_guest_imports_only_what_it_uses() throws Exception {
        byte[] wasm = Wat.module(
                "(import \"wasmbus\" \"__guest_response\" (func $response (param i32 i32))) (memory (export \"memory\") 1)"
                        + "(global (export \"__wasmbus_rpc_version\") i32 (i32.const 0))"
                        + "(func (export \"__guest_call\") (param i32 i32) (result i32) (call $response (i32.const 0) (i32.const 1)) (i32.const 1))");
        assertThat(guest(wasm).call("op", new byte[0])).hasSize(1);
    }

    @Test
    void what_assemblyscript_aborts_with_is_said() throws Exception {
        byte[] wasm = Wat.module(
                "(import \"env\" \"abort\" (func $abort (param i32 i32 i32 i32))) (memory (export \"memory\") 1)"
                        + "(data (i32.const 8) \"\\04\\00\\00\\00n\\00o\\00\")"
                        + "(func (export \"__guest_call\") (param i32 i32) (result i32) (call $abort (i32.const 12) (i32.const 0) (i32.const 7) (i32.const 9)) (i32.const 1))");
        assertThat(failure(guest(wasm))).hasMessageContaining("abort: no at (none):7:9");
    }

    @Test
    void modules_that_are_no_guests_are_refused_with_what_is_missing() {
        String call = "(func (export \"__guest_call\") (param i32 i32) (result i32) (i32.const 1))";
        assertThat(refused(new byte[] {1, 2, 3}).kind()).isEqualTo(Kind.INVALID_MODULE);
        assertThat(refused(Wat.module(call))).hasMessageContaining("memory");
        assertThat(refused(Wat.module("(memory (export \"memory\") 1)"))).hasMessageContaining("__guest_call");
        assertThat(
                        refused(
                                Wat.module(
                                        "(memory (export \"memory\") 1) (func (export \"__guest_call\") (param i32) (result i32) (i32.const 1))")))
                .hasMessageContaining("__guest_call");
        assertThat(refused(Wat.module(
                        "(import \"teavm\" \"logInt\" (func (param i32))) (memory (export \"memory\") 1)" + call)))
                .hasMessageContaining("teavm.logInt");
        assertThat(refused(Wat.module(
                        "(import \"wapc\" \"__console_log\" (func (param i32))) (memory (export \"memory\") 1)"
                                + call)))
                .hasMessageContaining("wapc.__console_log");
        assertThat(refused(Wat.module("(memory (export \"memory\") 17)" + call)))
                .hasMessageContaining("17 pages");
        assertThat(refused(Wat.module("(memory (export \"memory\") 1) (table 2000000 funcref)" + call)))
                .hasMessageContaining("table");
    }

    @Test
    void growing_beyond_the_limit_answers_minus_1_and_the_guest_lives() throws Exception {
        WapcGuest guest = guest(
                Wat.call(
                        """
                (loop $more (br_if $more (i32.ne (memory.grow (i32.const 1)) (i32.const -1))))
                (i32.store (i32.const 0) (memory.size))
                (call $guest_response (i32.const 0) (i32.const 1)) (i32.const 1)
                """));
        assertThat(guest.call("op", new byte[0])).isEqualTo(new byte[] {16});
    }

    @Test
    void endless_recursion_is_an_error_and_the_next_guest_of_the_module_works() throws Exception {
        byte[] wasm = Wat.guest(
                "(func $f (export \"__guest_call\") (param i32 i32) (result i32) (i32.add (i32.const 1) (call $f (local.get 0) (local.get 1))))");
        WapcModule module = WapcModule.compile(wasm, Engine.COMPILER, LIMITS);
        for (int i = 0; i < 2; i++) {
            GuestException failure = failure(module.instantiate(HostCall.NONE, ConsoleLog.NONE));
            assertThat(failure.kind()).isEqualTo(Kind.TRAPPED);
            assertThat(failure).hasMessageContaining("stack");
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void an_endless_loop_is_stopped_and_the_thread_goes_on_uninterrupted(Engine engine) throws Exception {
        GuestLimits limits = LIMITS.withCallTime(Duration.ofMillis(50));
        WapcModule module = WapcModule.compile(Wat.call("(loop $l (br $l)) (i32.const 1)"), engine, limits);
        for (int i = 0; i < 10; i++) {
            WapcGuest guest = module.instantiate(HostCall.NONE, ConsoleLog.NONE);
            assertThat(failure(guest).kind()).isEqualTo(Kind.TIMED_OUT);
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
            assertThat(guest.alive()).isFalse();
        }
    }

    @Test
    void a_host_call_that_hangs_is_stopped_and_one_that_swallows_the_interrupt_gains_nothing() throws Exception {
        GuestLimits limits = LIMITS.withCallTime(Duration.ofMillis(50));
        HostCall swallows = (b, ns, op, p) -> {
            try {
                Thread.sleep(60_000);
            } catch (InterruptedException e) {
                return p;
            }
            return p;
        };
        HostCall hangs = (b, ns, op, p) -> {
            Thread.sleep(60_000);
            return p;
        };
        for (HostCall host : List.of(swallows, hangs)) {
            WapcGuest guest =
                    WapcModule.compile(Wat.call(ASK), Engine.COMPILER, limits).instantiate(host, ConsoleLog.NONE);
            assertThat(failure(guest).kind()).isEqualTo(Kind.TIMED_OUT);
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
        }
    }

    @Test
    void an_interrupt_of_the_callers_own_ends_the_call_and_is_kept() throws Exception {
        WapcGuest guest = guest(Wat.call("(loop $l (br $l)) (i32.const 1)"));
        Thread.currentThread().interrupt();
        GuestException failure = failure(guest);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(failure.kind()).isEqualTo(Kind.INTERRUPTED);
    }

    @Test
    void calls_that_end_just_when_their_time_does_never_leave_an_interrupt_behind() throws Exception {
        HostCall wait = (b, ns, op, p) -> {
            java.util.concurrent.locks.LockSupport.parkNanos(p.length * 1_000_000L);
            return p;
        };
        WapcModule module = WapcModule.compile(Wat.call(ASK), Engine.COMPILER, LIMITS);
        int interrupted = 0;
        for (int i = 0; i < 60; i++) {
            WapcGuest guest = module.instantiate(wait, ConsoleLog.NONE);
            try {
                guest.call("op", new byte[8 + i % 12], Duration.ofMillis(12));
            } catch (GuestException e) {
                assertThat(e.kind()).isEqualTo(Kind.TIMED_OUT);
            }
            interrupted += Thread.interrupted() ? 1 : 0;
        }
        assertThat(interrupted).isZero();
    }

    @Test
    void payloads_beyond_the_limit_are_refused_either_way() throws Exception {
        GuestLimits small = new GuestLimits(Duration.ofSeconds(5), 16, 100);
        WapcModule module = WapcModule.compile(Wat.call(ECHO), Engine.COMPILER, small);
        WapcGuest guest = module.instantiate(HostCall.NONE, ConsoleLog.NONE);
        assertThat(guest.call("op", new byte[100])).hasSize(100);
        assertThat(catchThrowableOfType(GuestException.class, () -> guest.call("op", new byte[101]))
                        .kind())
                .isEqualTo(Kind.TOO_LARGE);
        assertThat(guest.alive()).isTrue();
        WapcGuest generous = WapcModule.compile(Wat.call(ASK), Engine.COMPILER, small)
                .instantiate((b, ns, op, p) -> new byte[101], ConsoleLog.NONE);
        assertThat(failure(generous)).hasMessageContaining("101 bytes");
    }

    @Test
    void closing_a_guest_stops_the_call_it_is_in_and_leaves_the_caller_uninterrupted() throws Exception {
        java.util.concurrent.CountDownLatch running = new java.util.concurrent.CountDownLatch(1);
        WapcGuest guest = guest(
                Wat.call("(call $console_log (i32.const 0) (i32.const 0)) (loop $l (br $l)) (i32.const 1)"),
                HostCall.NONE,
                text -> running.countDown());
        AtomicReference<GuestException> failure = new AtomicReference<>();
        AtomicReference<Boolean> interrupted = new AtomicReference<>();
        Thread caller = new Thread(() -> {
            failure.set(failure(guest));
            interrupted.set(Thread.currentThread().isInterrupted());
        });
        caller.start();
        running.await();
        guest.close();
        caller.join(5000);
        assertThat(failure.get().kind()).isEqualTo(Kind.DEAD);
        assertThat(failure.get()).hasMessageContaining("closed in the middle of the call");
        assertThat(interrupted).hasValue(false);
    }

    @Test
    void reading_standard_input_into_more_than_there_is_memory_answers_its_end_and_allocates_nothing()
            throws Exception {
        byte[] wasm = Wat.module(
                """
                (import "wasi_snapshot_preview1" "fd_read" (func $fd_read (param i32 i32 i32 i32) (result i32)))
                (import "wapc" "__guest_response" (func $guest_response (param i32 i32)))
                (memory (export "memory") 1)
                (func (export "__guest_call") (param i32 i32) (result i32)
                  (i32.store (i32.const 4) (i32.const 0x7fffffff))
                  (i32.store8 (i32.const 65) (call $fd_read (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 60)))
                  (call $guest_response (i32.const 60) (i32.const 6))
                  (i32.const 1))
                """);
        try (WapcGuest guest = guest(wasm)) {
            assertThat(guest.call("op", new byte[0])).isEqualTo(new byte[6]);
        }
    }

    @Test
    void one_write_of_the_same_megabyte_many_thousand_times_is_stopped_when_time_is_over() throws Exception {
        byte[] wasm = Wat.module(
                """
                (import "wasi_snapshot_preview1" "fd_write" (func $fd_write (param i32 i32 i32 i32) (result i32)))
                (memory (export "memory") 16)
                (func (export "__guest_call") (param i32 i32) (result i32) (local $i i32)
                  (loop $fill
                    (i32.store (i32.add (local.get $i) (i32.const 4)) (i32.const 0x100000))
                    (local.set $i (i32.add (local.get $i) (i32.const 8)))
                    (br_if $fill (i32.lt_u (local.get $i) (i32.const 0x80000))))
                  (call $fd_write (i32.const 1) (i32.const 0) (i32.const 0x10000) (i32.const 0x90000)))
                """);
        try (WapcGuest guest = guest(wasm)) {
            GuestException e = catchThrowableOfType(
                    GuestException.class, () -> guest.call("op", new byte[0], Duration.ofMillis(100)));
            assertThat(e.kind()).isEqualTo(Kind.TIMED_OUT);
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
        }
    }

    @Test
    void a_table_that_may_grow_without_end_is_refused_and_one_that_nothing_grows_is_not() throws Exception {
        String table = "(table 1 funcref) (func (result i32) (table.grow 0 (ref.null func) (i32.const 1)))";
        assertThat(refused(Wat.call(ECHO + ") " + table + " (func"))).hasMessageContaining("grow beyond");
        assertThat(refused(Wat.call(ECHO + ") (table 600000 funcref) (table 600000 funcref) (func")))
                .hasMessageContaining("tables of more than 1000000 entries");
        guest(Wat.call(ECHO + ") (table 1 funcref) (func")).close();
    }
}
