package dev.wascc.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import com.dylibso.chicory.wabt.Wat2Wasm;
import dev.wascc.Vectors;
import dev.wascc.claims.ModuleOutline.Export;
import dev.wascc.claims.ModuleOutline.Import;
import dev.wascc.claims.ModuleOutline.Kind;
import dev.wascc.claims.ModuleOutline.Range;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModuleOutlineTest {
    private static final String EVERYTHING =
            """
            (module
              (import "wapc" "__host_call" (func (param i32 i32 i32 i32 i32 i32 i32 i32) (result i32)))
              (import "env" "table" (table 1 20 funcref))
              (import "env" "memory" (memory 1 300))
              (import "env" "stack" (global (mut i32)))
              (import "wapc" "__guest_request" (func (param i32 i32)))
              (func $call (param i32 i32) (result i32) i32.const 1)
              (export "__guest_call" (func $call))
              (export "memory" (memory 0))
              (data (i32.const 0) "wascc:keyvalue"))
            """;

    @Test
    void imports_and_exports_are_listed_in_their_order_with_their_kinds() throws Exception {
        ModuleOutline outline = ModuleOutline.of(ActorModule.of(Wat2Wasm.parse(EVERYTHING)));
        assertThat(outline.imports())
                .containsExactly(
                        new Import("wapc", "__host_call", Kind.FUNCTION),
                        new Import("env", "table", Kind.TABLE),
                        new Import("env", "memory", Kind.MEMORY),
                        new Import("env", "stack", Kind.GLOBAL),
                        new Import("wapc", "__guest_request", Kind.FUNCTION));
        assertThat(outline.exports())
                .containsExactly(new Export("__guest_call", Kind.FUNCTION), new Export("memory", Kind.MEMORY));
    }

    @Test
    void code_and_data_are_where_they_lie_in_the_file() throws Exception {
        byte[] wasm = Wat2Wasm.parse(EVERYTHING);
        ModuleOutline outline = ModuleOutline.of(ActorModule.of(wasm));
        assertThat(text(wasm, outline.data())).endsWith("wascc:keyvalue");
        // one body of four bytes: no locals, i32.const 1, end
        assertThat(Arrays.copyOfRange(
                        wasm, outline.code().start(), outline.code().end()))
                .containsExactly(1, 4, 0, 0x41, 1, 0x0b);
    }

    @Test
    void an_empty_module_and_a_component_ask_for_nothing() throws Exception {
        ModuleOutline empty = ModuleOutline.of(ActorModule.of(Wat2Wasm.parse("(module)")));
        assertThat(empty.imports()).isEmpty();
        assertThat(empty.data().size()).isZero();
        byte[] component = Vectors.bytes("vectors/wascap/unsigned/component.wasm");
        assertThat(ModuleOutline.of(ActorModule.of(component))).isEqualTo(empty);
    }

    @Test
    void a_module_of_the_vectors() throws Exception {
        ModuleOutline outline = ModuleOutline.of(ActorModule.of(Vectors.bytes("vectors/wascap/unsigned/hello.wasm")));
        assertThat(outline.exports()).extracting(Export::name).contains("__guest_call");
    }

    /** The forms that the text compiler does not write, by the binary format of WebAssembly 3.0. */
    @ParameterizedTest
    @CsvSource({
        "tag,            TAG,    0400 00",
        "memory64,       MEMORY, 02 04 808080808002",
        "shared,         MEMORY, 02 03 01 02",
        "typed table,    TABLE,  01 64 80808080 00 00 01",
        "reference,      GLOBAL, 03 63 70 00"
    })
    void newer_kinds_of_imports_are_read(String form, Kind kind, String hex) throws Exception {
        ModuleOutline outline = outline("01" + "01 61 01 62" + hex);
        assertThat(outline.imports()).as(form).containsExactly(new Import("a", "b", kind));
    }

    @ParameterizedTest
    @CsvSource({
        "a count beyond the section,     02 01 61 01 62 00 00",
        "a count beyond all modules,     ffffffff0f",
        "a count of more than 32 bits,   ffffffff7f",
        "a name beyond the section,      01 05 61 01 62 00 00",
        "a name that is not UTF-8,       01 01 ff 01 62 00 00",
        "an unknown kind,                01 01 61 01 62 05 00",
        "unknown limits,                 01 01 61 01 62 02 08 00 00",
        "an unknown type,                01 01 61 01 62 03 60 00",
        "no type,                        01 01 61 01 62 00",
        "bytes behind the last,          01 01 61 01 62 00 00 00",
        "no count,                       ''"
    })
    void an_import_section_that_cannot_be_read_is_malformed(String what, String hex) {
        assertThatThrownBy(() -> outline(hex)).as(what).hasMessageStartingWith("WASCC-S008");
    }

    @Test
    void a_section_that_is_there_twice_is_malformed_because_readers_disagree_which_one_counts() {
        String imports = "02 07 01 01 61 01 62 00 00";
        assertThatThrownBy(() -> ModuleOutline.of(ActorModule.of(hex("0061736d01000000" + imports + imports))))
                .hasMessage("WASCC-S008  malformed Wasm: section 2 is there twice");
    }

    @Test
    void whatever_the_bytes_are_an_outline_or_a_refusal_comes_of_them() {
        byte[] wasm = Wat2Wasm.parse(EVERYTHING);
        Random random = new Random(20261124);
        int read = 0;
        int refused = 0;
        for (int i = 0; i < Integer.getInteger("wascc.fuzz", 100_000); i++) {
            byte[] mutated = wasm.clone();
            for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
                mutated[8 + random.nextInt(mutated.length - 8)] = (byte) random.nextInt();
            }
            try {
                ModuleOutline outline = ModuleOutline.of(ActorModule.of(mutated));
                assertThat(outline.code().end()).isLessThanOrEqualTo(mutated.length);
                read++;
            } catch (ClaimsException e) {
                refused++;
            } catch (RuntimeException e) {
                fail(HexFormat.of().formatHex(mutated), e);
            }
        }
        assertThat(read).isGreaterThan(1000);
        assertThat(refused).isGreaterThan(1000);
    }

    private static String text(byte[] wasm, Range range) {
        return new String(wasm, range.start(), range.size(), StandardCharsets.ISO_8859_1);
    }

    private static ModuleOutline outline(String imports) throws ClaimsException {
        byte[] section = hex(imports);
        byte[] wasm = Arrays.copyOf(hex("0061736d01000000 02"), 10 + section.length);
        wasm[9] = (byte) section.length;
        System.arraycopy(section, 0, wasm, 10, section.length);
        return ModuleOutline.of(ActorModule.of(wasm));
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replace(" ", ""));
    }
}
