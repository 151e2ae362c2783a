package dev.wascc.gate.conformance;

import static dev.wascc.gate.conformance.Case.refused;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;

/** Files that are no modules, or no longer. */
final class ModuleCases {
    private static final byte[] GOOD = Forge.guest().bytes();

    private ModuleCases() {}

    static List<Case> all() {
        return List.of(
                bad("empty-file", "no bytes at all", new byte[0]).like("v05.empty-file"),
                bad("magic-alone", "the first four bytes", Bytes.hex("0061736d")),
                bad("header-cut", "seven of eight bytes of header", Bytes.hex("0061736d 010000")),
                bad("magic-wrong", "another letter in the magic", Bytes.flipped(GOOD, 1, 1)),
                bad("elf", "the beginning of a program for Linux", Bytes.hex("7f454c46 02010100 0000000000000000")),
                bad("gzip", "the beginning of a compressed file", Bytes.hex("1f8b0800 00000000 0003")),
                bad("text-format", "a module in the text format", Bytes.ascii("(module)"))
                        .like("v05.not-wasm"),
                bad("version-2", "version 2", Bytes.flipped(GOOD, 4, 3)).like("v05.version-2"),
                bad("version-0", "version 0", Bytes.flipped(GOOD, 4, 1)),
                bad("layer-2", "a layer that nobody knows", Bytes.flipped(GOOD, 6, 2)),
                bad("component-old", "a component of an early draft", Bytes.hex("0061736d 0a000100")),
                bad("section-cut", "the last byte is missing", Arrays.copyOf(GOOD, GOOD.length - 1))
                        .like("v05.truncated-section"),
                bad(
                        "section-cut-at-id",
                        "an id behind the last section, and nothing more",
                        Bytes.joined(GOOD, new byte[] {1})),
                bad(
                        "section-4-gib",
                        "a section that claims 4 GiB",
                        Bytes.joined(Wasm.HEADER, Bytes.hex("0affffffff0f"))),
                bad(
                        "section-2-gib",
                        "a section that claims 2 GiB and a byte",
                        Bytes.joined(Wasm.HEADER, Bytes.hex("0a8180808008"))),
                bad(
                        "length-six-bytes",
                        "a length of six bytes",
                        Bytes.joined(Wasm.HEADER, Bytes.hex("0a808080808000"))),
                bad(
                        "length-beyond-32-bits",
                        "a length of five bytes, beyond 32 bits",
                        Bytes.joined(Wasm.HEADER, Bytes.hex("0a8080808010"))),
                bad(
                        "length-cut",
                        "a length that the file's end cuts off",
                        Bytes.joined(Wasm.HEADER, Bytes.hex("0a80"))),
                bad("section-id-14", "a section id that nobody knows", Bytes.joined(GOOD, Bytes.hex("0e00"))),
                bad("section-id-255", "section id 255", Bytes.joined(GOOD, Bytes.hex("ff00"))),
                bad("trailing-zeros", "two zero bytes at the end", Bytes.joined(GOOD, new byte[2]))
                        .like("v05.trailing-zero-section"),
                bad("trailing-text", "text at the end", Bytes.joined(GOOD, Bytes.ascii("#!/bin/sh\n")))
                        .like("v05.trailing-garbage"),
                bad(
                        "custom-name-beyond",
                        "a custom section's name is longer than the section",
                        Bytes.joined(GOOD, Bytes.hex("0003 0a6162"))),
                bad(
                        "custom-name-4-gib",
                        "a custom section's name claims 4 GiB",
                        Bytes.joined(GOOD, Bytes.hex("0005 ffffffff0f"))),
                bad(
                        "custom-name-not-utf8",
                        "a custom section's name is not UTF-8",
                        Bytes.joined(GOOD, Bytes.hex("0003 02c328"))),
                bad(
                        "custom-name-too-long",
                        "a custom section's name of more than 1 KiB",
                        Bytes.joined(GOOD, Wasm.custom("n".repeat(1025), new byte[0]))),
                bad(
                        "token-name-overlong",
                        "the j of jwt as two bytes, which UTF-8 forbids",
                        Bytes.joined(Wasm.GUEST, Bytes.hex("0005 04c1aa7774"))),
                bad("sections-too-many", "10,001 sections", sections(10_001)));
    }

    private static byte[] sections(int count) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(Wasm.HEADER);
        for (int i = 0; i < count; i++) {
            all.writeBytes(new byte[] {1, 0});
        }
        return all.toByteArray();
    }

    private static Case bad(String id, String what, byte[] module) {
        return refused(15, "S008", id, "no module: " + what, module);
    }
}
