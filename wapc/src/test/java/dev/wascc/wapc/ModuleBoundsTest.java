package dev.wascc.wapc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wascc.wapc.GuestException.Kind;
import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Modules that claim to be larger than they are, or are larger than anybody needs: an answer or a typed error, and no memory for it. */
@Timeout(60)
class ModuleBoundsTest {
    private static final String GUEST =
            """
            (import "wapc" "__guest_request" (func $request (param i32 i32)))
            (import "wapc" "__guest_response" (func $response (param i32 i32)))
            (memory (export "memory") 2)
            (func (export "__guest_call") (param $op i32) (param $len i32) (result i32)
              (call $request (i32.const 1024) (i32.const 2048))
              (call $response (i32.const 2048) (local.get $len))
              (i32.const 1))
            """;
    private static final byte[] HEADER = {0, 'a', 's', 'm', 1, 0, 0, 0};

    private static WapcGuest guest(String more) throws GuestException {
        return WapcModule.compile(Wat.module(GUEST + more), Engine.COMPILER, GuestLimits.defaults())
                .instantiate(HostCall.NONE, ConsoleLog.NONE);
    }

    private static GuestException refused(byte[] wasm) {
        return catchThrowableOfType(
                GuestException.class, () -> WapcModule.compile(wasm, Engine.COMPILER, GuestLimits.defaults()));
    }

    private static void echoes(WapcGuest guest) throws GuestException {
        assertThat(guest.call("op", "x".getBytes(UTF_8))).isEqualTo("x".getBytes(UTF_8));
    }

    @Test
    void a_guest_with_ten_thousand_globals_functions_and_types_runs() throws Exception {
        echoes(guest("(global (mut i64) (i64.const 1))".repeat(10_000)));
        echoes(guest("(func (param i64) (result i64) (local.get 0))".repeat(10_000)));
    }

    @Test
    void tables_of_four_thousand_million_entries_are_refused_and_cost_nothing() {
        byte[] table = section(4, "01 70 00 ff ff ff ff 0f");
        assertThat(refused(module(guestSections(), table)).kind()).isEqualTo(Kind.INVALID_MODULE);
        byte[] hundred = section(4, "64" + " 70 00 ff ff ff ff 0f".repeat(100));
        assertThat(refused(module(guestSections(), hundred)).kind()).isEqualTo(Kind.INVALID_MODULE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"(i32.const 131071) \"ab\"", "(i32.const -1) \"a\"", "(i32.const 2147483647) \"a\""})
    void data_beyond_the_memory_fails_the_start(String data) {
        GuestException failed = catchThrowableOfType(GuestException.class, () -> guest("(data " + data + ")"));
        assertThat(failed.kind()).isIn(Kind.INITIALIZATION, Kind.TRAPPED, Kind.INVALID_MODULE);
    }

    @Test
    void a_megabyte_of_data_and_ten_thousand_pieces_of_it_are_no_trouble() throws Exception {
        echoes(guest("(data \"" + "x".repeat(1 << 20) + "\")"));
        echoes(guest("(data (i32.const 7) \"y\")".repeat(10_000)));
    }

    /** A section that says it has four thousand million elements, and ends there. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12})
    void a_section_that_claims_more_than_it_has_is_refused(int id) {
        byte[] wasm = module(section(id, "ff ff ff ff 0f"));
        assertThat(refused(wasm).kind()).isEqualTo(Kind.INVALID_MODULE);
    }

    @ParameterizedTest
    @CsvSource({
        "locals of a function, 01 0a 01 ff ff ff ff 0f 7f 41 01 0b",
        "groups of locals, 01 08 ff ff ff ff 0f 41 01 0b",
        "branches of a table, 01 0b 00 41 00 0e ff ff ff ff 0f 00 0b"
    })
    void a_function_that_claims_more_than_it_has_is_refused(String what, String code) {
        byte[] wasm = module(
                section(1, "01 60 02 7f 7f 01 7f"),
                section(3, "01 00"),
                section(5, "01 00 01"),
                section(7, "02 06 6d656d6f7279 02 00 0c 5f5f67756573745f63616c6c 00 00"),
                section(10, code));
        assertThat(refused(wasm)).describedAs(what).isNotNull();
        assertThat(refused(wasm).kind()).isEqualTo(Kind.INVALID_MODULE);
    }

    private static byte[] guestSections() {
        return section(1, "01 60 02 7f 7f 01 7f");
    }

    private static byte[] section(int id, String hex) {
        byte[] content = HexFormat.of().parseHex(hex.replace(" ", ""));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(id);
        for (int rest = content.length; ; rest >>>= 7) {
            if (rest < 0x80) {
                out.write(rest);
                break;
            }
            out.write(rest & 0x7f | 0x80);
        }
        out.writeBytes(content);
        return out.toByteArray();
    }

    private static byte[] module(byte[]... sections) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(HEADER);
        for (byte[] section : sections) {
            out.writeBytes(section);
        }
        return out.toByteArray();
    }
}
