package dev.wascc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.dylibso.chicory.wabt.Wat2Wasm;
import dev.wascc.document.JsonTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiffCommandTest {
    @TempDir
    Path dir;

    private Cli cli;

    @BeforeEach
    void prepare() {
        cli = new Cli(dir.resolve("keys"));
    }

    private Path signed(String name, byte[] wasm, Object... options) throws IOException {
        Path module = Files.write(dir.resolve("m.wasm"), wasm);
        Path out = dir.resolve(name);
        Object[] args = new Object[options.length + 5];
        args[0] = "sign";
        args[1] = module;
        args[2] = "--generate-keys";
        args[3] = "-d";
        args[4] = out;
        System.arraycopy(options, 0, args, 5, options.length);
        Cli.Result result = cli.run(args);
        assertThat(result.code()).as(result.all()).isZero();
        return out;
    }

    @Test
    void claims_are_compared_as_fields_and_sets() throws Exception {
        Path old = signed("old.wasm", Cli.EMPTY_MODULE, "--keyvalue", "--logging", "--ver", "1.0", "--rev", "1");
        Path current = signed(
                "new.wasm", Cli.EMPTY_MODULE, "--logging", "--extras", "--rev", "2", "--expires", "5", "--tag", "x");
        Cli.Result text = cli.run("claims", "diff", old, current);
        assertThat(text.code()).isZero();
        assertThat(text.out())
                .contains(
                        "- capability wascc:keyvalue",
                        "+ capability wascc:extras",
                        "- version \"1.0\"",
                        "~ revision 1 -> 2",
                        "+ tag x",
                        "+ expires 20",
                        "the claims differ")
                .doesNotContain("wascc:logging", "module hash");
        assertThat(cli.run("claims", "diff", old, current, "--exit-code").code())
                .isEqualTo(1);
        assertThat(cli.run("claims", "diff", old, old, "--exit-code").code()).isZero();
    }

    @Test
    void imports_exports_and_size_are_compared_in_text_json_and_markdown() throws Exception {
        byte[] one = Wat2Wasm.parse("(module (import \"wapc\" \"__guest_request\" (func (param i32 i32)))"
                + " (func (export \"__guest_call\") (param i32 i32) (result i32) i32.const 1))");
        byte[] two = Wat2Wasm.parse(
                "(module (import \"wasi_snapshot_preview1\" \"proc_exit\" (func (param i32)))"
                        + " (func (export \"__guest_call\") (param i32 i32) (result i32) i32.const 1) (memory (export \"memory\") 1))");
        Path old = signed("old.wasm", one, "--rev", "1");
        Path current = signed("new.wasm", two, "--rev", "2");

        assertThat(cli.run("diff", old, current).out())
                .contains(
                        "- import wapc __guest_request (function)",
                        "+ import wasi_snapshot_preview1 proc_exit (function)",
                        "+ export memory (memory)",
                        "~ module hash",
                        "bytes (+",
                        "the modules differ");
        assertThat(cli.run("diff", old, current, "--markdown").out())
                .startsWith("### `")
                .contains("- import: removed `wapc __guest_request (function)`", "- revision: `1` → `2`");
        Object json = JsonTree.read(cli.run("diff", old, current, "-o", "json").out());
        assertThat(json)
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
                .containsEntry("same", false)
                .containsEntry("sameModule", false)
                .containsEntry(
                        "imports",
                        Map.of(
                                "added",
                                List.of(Map.of(
                                        "module", "wasi_snapshot_preview1", "name", "proc_exit", "kind", "function")),
                                "removed",
                                List.of(Map.of("module", "wapc", "name", "__guest_request", "kind", "function"))));
    }

    @Test
    void the_same_file_is_the_same_and_the_same_module_signed_twice_is_the_same_module() throws Exception {
        Path old = signed("old.wasm", Cli.EMPTY_MODULE);
        Path current = signed("new.wasm", Cli.EMPTY_MODULE);
        assertThat(cli.run("diff", old, old, "--exit-code").out()).contains("the same, bit for bit");
        assertThat(cli.run("diff", old, current).out())
                .contains("~ token id")
                .contains("the same module but for its token")
                .doesNotContain("module hash");
        assertThat(cli.run("diff", old, current, "--exit-code").code()).isEqualTo(1);
    }

    @Test
    void an_unsigned_module_and_its_signed_form_can_be_compared_but_have_no_claims_to_compare() throws Exception {
        Path signed = signed("signed.wasm", Cli.EMPTY_MODULE, "--keyvalue");
        Path plain = Files.write(dir.resolve("plain.wasm"), Cli.EMPTY_MODULE);
        Cli.Result result = cli.run("diff", plain, signed);
        assertThat(result.code()).isZero();
        assertThat(result.out()).contains("not signed", "+ capability wascc:keyvalue", "the same module but");
        assertThat(cli.run("claims", "diff", plain, signed).code()).isEqualTo(10);
    }

    @Test
    void broken_input_has_the_exit_code_it_has_elsewhere() throws Exception {
        Path good = signed("good.wasm", Cli.EMPTY_MODULE);
        Path text = Files.writeString(dir.resolve("text.wasm"), "hello");
        Path forged = Files.write(
                dir.resolve("forged.wasm"),
                Forged.withPayload(
                        Files.readAllBytes(good), json -> json.replaceAll("\"hash\":\"..", "\"hash\":\"00")));
        assertThat(cli.run("diff", good, text).code()).isEqualTo(15);
        assertThat(cli.run("diff", dir.resolve("none.wasm"), good).code()).isEqualTo(11);
        Cli.Result hash = cli.run("diff", good, forged);
        assertThat(hash.code()).isEqualTo(12);
        assertThat(hash.out()).contains("WASCC-S004", "~ issuer", "~ module hash");
        assertThat(cli.run("diff", text, good, "-o", "json").out()).contains("\"rule\" : \"WASCC-S008\"");
    }

    @Test
    void hostile_text_stays_on_its_line_and_in_its_code_span() throws Exception {
        Path good = signed("good.wasm", Cli.EMPTY_MODULE);
        Path hostile = Files.write(
                dir.resolve("hostile.wasm"),
                Forged.withPayload(
                        Files.readAllBytes(good),
                        json -> json.replaceAll(
                                "\"caps\":\\[]",
                                "\"caps\":[\"a\\\\n+ capability b\",\"`` @all \\\\u001b[2J\\\\u202e\"]")));
        Cli.Result text = cli.run("diff", good, hostile);
        assertThat(text.out()).contains("+ capability a\\n+ capability b").doesNotContain("\u001b", "\u202e");
        assertThat(text.out().lines().filter(line -> line.strip().startsWith("+ capability")))
                .hasSize(2);
        assertThat(cli.run("diff", good, hostile, "--markdown").out())
                .contains("- capability: added ``` `` @all \\u001b[2J\\u202e ```");
    }
}
