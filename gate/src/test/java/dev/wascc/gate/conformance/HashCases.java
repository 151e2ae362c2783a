package dev.wascc.gate.conformance;

import static dev.wascc.gate.conformance.Case.refused;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Modules that are not the ones their tokens were made for. The signature of each is right. */
final class HashCases {
    private static final byte[] GOOD = Forge.guest().bytes();
    private static final byte[] CODE = Bytes.hex("4101 0b"); // i32.const 1, end
    private static final byte[] OTHER_CODE = Bytes.hex("4100 0b");

    private HashCases() {}

    static List<Case> modules() {
        return List.of(
                changed("code-changed", "an instruction was changed", code()).like("v16.tampered-code"),
                changed(
                                "data-changed",
                                "a byte of the data was changed",
                                Bytes.replaced(GOOD, "conformance", "Conformance"))
                        .like("v16.tampered-data"),
                changed("export-renamed", "an export has another name", Bytes.replaced(GOOD, "memory", "Memory")),
                changed(
                        "import-renamed",
                        "an import has another name",
                        Bytes.replaced(GOOD, "__guest_request", "__guest_Request")),
                changed("custom-changed", "a custom section was changed", Bytes.replaced(GOOD, "first1", "first2")),
                changed("custom-renamed", "a custom section has another name", Bytes.replaced(GOOD, "first", "First")),
                changed(
                        "custom-added-before",
                        "a custom section was added before the token",
                        Wasm.with(GOOD, -1, Wasm.custom("added", Bytes.ascii("x")))),
                changed(
                                "custom-added-after",
                                "a custom section was added behind the token",
                                Bytes.joined(GOOD, Wasm.custom("added", Bytes.ascii("x"))))
                        .like("v05.custom-added-after"),
                changed(
                        "custom-added-first",
                        "a custom section was added in front",
                        Wasm.with(GOOD, 0, Wasm.custom("added", new byte[0]))),
                changed("custom-removed", "a custom section was taken away", Wasm.without(GOOD, -2)),
                changed("customs-swapped", "two custom sections changed places", Wasm.swapped(GOOD, -2, -3)),
                changed("section-removed", "the data section was taken away", Wasm.without(GOOD, -4)),
                changed("start-added", "a start function was added", Wasm.with(GOOD, 4, Wasm.section(8, new byte[] {0
                }))),
                changed(
                        "section-twice",
                        "the data section is there twice",
                        Wasm.with(GOOD, -3, Wasm.sections(GOOD).get(5))),
                changed(
                                "other-module",
                                "the token of one module on another",
                                Bytes.joined(Wasm.OTHER_GUEST, Forge.guest().section()))
                        .like("v05.token-of-other-module"),
                changed(
                        "empty-module",
                        "the token on a module of eight bytes",
                        Bytes.joined(Wasm.HEADER, Forge.guest().section())),
                refused(
                        15,
                        "S008",
                        "component-header",
                        "a component's header in front of a core module's sections",
                        Bytes.joined(Wasm.COMPONENT_HEADER, Arrays.copyOfRange(GOOD, 8, GOOD.length))),
                changed(
                                "changed-and-padded",
                                "data changed, and lengths of sections padded, as some tools write them",
                                Wasm.padded(Bytes.replaced(GOOD, "conformance", "Conformance"), 1))
                        .like("v05.data-replaced-sections-padded"),
                refused(
                        12,
                        "S004",
                        "component-inner-changed",
                        "a byte of a component's inner module was changed",
                        Bytes.replaced(Forge.of(Wasm.component(Wasm.GUEST)).bytes(), "conformance", "Conformance")));
    }

    static List<Case> claimed() {
        String hash = Bytes.hash(Wasm.GUEST);
        String other = Bytes.hash(Wasm.OTHER_GUEST);
        return List.of(
                hash("hash-lower-case", "the right hash in lower case", hash.toLowerCase(Locale.ROOT))
                        .like("v05.hash-lower-case"),
                hash("hash-empty", "an empty hash", "").like("v05.hash-empty"),
                hash("hash-cut", "the first half of the right hash", hash.substring(0, 32)),
                hash("hash-longer", "the right hash and more", hash + "00"),
                hash("hash-prefixed", "sha256: before the right hash", "sha256:" + hash),
                hash("hash-blank", "the right hash and a blank", hash + " "),
                hash("hash-of-nothing", "the hash of no bytes at all", Bytes.hash(new byte[0])),
                hash("hash-zero", "zeros", "0".repeat(64)),
                hash(
                        "hash-of-code",
                        "a hash of code, data and customs alone, as wascap 0.9.0 made it",
                        Bytes.hash(codeOnly())),
                hash(
                        "hash-of-sections",
                        "a hash without the module's header",
                        Bytes.hash(Arrays.copyOfRange(Wasm.GUEST, 8, Wasm.GUEST.length))),
                hash("hash-of-other", "the hash of another module", other).like("v05.wrong-hash-revision-None"),
                revision("hash-of-other-revision-0", "0", other).like("v05.wrong-hash-revision-0"),
                revision("hash-of-other-revision-1", "1", other).like("v05.wrong-hash-revision-1"),
                revision("hash-of-other-revision-2", "2", other).like("v05.wrong-hash-revision-2"),
                revision("hash-of-other-revision-3", "3", other).like("v05.wrong-hash-revision-3"),
                revision("hash-of-other-revision-4", "4", other).like("v05.wrong-hash-revision-4"),
                revision("hash-of-other-revision-max", "4294967295", other));
    }

    /** What 0.9.0 hashed: bodies without their sizes, the data section, payloads of customs. */
    private static byte[] codeOnly() {
        List<byte[]> sections = Wasm.sections(Wasm.GUEST);
        byte[] code = sections.get(4);
        byte[] data = sections.get(5);
        return Bytes.joined(
                Arrays.copyOfRange(code, 4, code.length), Arrays.copyOfRange(data, 2, data.length), Bytes.ascii("12"));
    }

    private static byte[] code() {
        String text = new String(GOOD, java.nio.charset.StandardCharsets.ISO_8859_1);
        int at = text.indexOf(new String(CODE, java.nio.charset.StandardCharsets.ISO_8859_1));
        byte[] changed = GOOD.clone();
        System.arraycopy(OTHER_CODE, 0, changed, at, OTHER_CODE.length);
        return changed;
    }

    private static Case changed(String id, String what, byte[] module) {
        return refused(12, "S004", id, "after signing: " + what, module);
    }

    private static Case hash(String id, String what, String hash) {
        return refused(12, "S004", id, "claims " + what, Forge.guest().meta("hash", Forge.quoted(hash)));
    }

    private static Case revision(String id, String revision, String hash) {
        return refused(
                12,
                "S004",
                id,
                "claims the hash of another module, and wascap_revision " + revision,
                Forge.guest().meta("hash", Forge.quoted(hash)).claim("wascap_revision", revision));
    }
}
