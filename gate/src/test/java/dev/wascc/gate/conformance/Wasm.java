package dev.wascc.gate.conformance;

import com.dylibso.chicory.wabt.Wat2Wasm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Small modules and their sections, by bytes. */
final class Wasm {
    static final byte[] HEADER = Bytes.hex("0061736d 01000000");
    static final byte[] COMPONENT_HEADER = Bytes.hex("0061736d 0d000100");

    private static final String ECHO_IMPORTS =
            """
            (import "wapc" "__guest_request" (func $request (param i32 i32)))
            (import "wapc" "__guest_response" (func $response (param i32 i32)))
            """;
    private static final String ECHO =
            """
            (memory (export "memory") 1)
            (func (export "__guest_call") (param $op i32) (param $len i32) (result i32)
              (call $request (i32.const 1024) (i32.const 2048))
              (call $response (i32.const 2048) (local.get $len))
              (i32.const 1))
            """;

    /** A waPC guest that answers with what it was sent. */
    static final byte[] GUEST = withCustoms(echo("", "conformance"));
    /** The same of other data. */
    static final byte[] OTHER_GUEST = withCustoms(echo("", "Conformance"));
    /** It can call its host, and holds the name of the key-value store. */
    static final byte[] CALLER = echo(
            "(import \"wapc\" \"__host_call\" (func (param i32 i32 i32 i32 i32 i32 i32 i32) (result i32)))",
            "wascc:keyvalue");
    /** It can neither call nor be called. */
    static final byte[] MUTE = Wat2Wasm.parse("(module (memory (export \"memory\") 1))");

    private Wasm() {}

    /** A guest that also has these imports, and holds this text. */
    static byte[] echo(String imports, String text) {
        return Wat2Wasm.parse("(module " + ECHO_IMPORTS + imports + ECHO + "(data (i32.const 16) \"" + text + "\"))");
    }

    private static byte[] withCustoms(byte[] module) {
        return Bytes.joined(module, custom("first", Bytes.ascii("1")), custom("second", Bytes.ascii("2")));
    }

    static byte[] length(int length) {
        byte[] bytes = new byte[5];
        int width = 0;
        int rest = length;
        do {
            bytes[width++] = (byte) (rest & 0x7f | (rest > 0x7f ? 0x80 : 0));
            rest >>>= 7;
        } while (rest != 0);
        return Arrays.copyOf(bytes, width);
    }

    static byte[] section(int id, byte[] content) {
        return Bytes.joined(new byte[] {(byte) id}, length(content.length), content);
    }

    static byte[] custom(String name, byte[] payload) {
        byte[] text = Bytes.utf8(name);
        return section(0, Bytes.joined(length(text.length), text, payload));
    }

    /** A custom section whose length takes five bytes. */
    static byte[] paddedCustom(String name, byte[] payload) {
        byte[] text = Bytes.utf8(name);
        byte[] content = Bytes.joined(length(text.length), text, payload);
        return Bytes.joined(new byte[] {0}, paddedLength(content.length), content);
    }

    private static byte[] paddedLength(int length) {
        return new byte[] {
            (byte) (length & 0x7f | 0x80),
            (byte) (length >> 7 & 0x7f | 0x80),
            (byte) (length >> 14 & 0x7f | 0x80),
            (byte) 0x80,
            0
        };
    }

    /** The sections of a module with minimal lengths, header aside. */
    static List<byte[]> sections(byte[] module) {
        List<byte[]> sections = new ArrayList<>();
        int at = HEADER.length;
        while (at < module.length) {
            int length = 0;
            int content = at + 1;
            for (int shift = 0; ; shift += 7) {
                int b = module[content++];
                length |= (b & 0x7f) << shift;
                if (b >= 0) {
                    break;
                }
            }
            sections.add(Arrays.copyOfRange(module, at, content + length));
            at = content + length;
        }
        return sections;
    }

    static byte[] module(List<byte[]> sections) {
        return Bytes.joined(HEADER, Bytes.joined(sections.toArray(byte[][]::new)));
    }

    /** The same with every section's length, but for the last {@code spared}, spelled in five bytes. */
    static byte[] padded(byte[] module, int spared) {
        List<byte[]> sections = sections(module);
        for (int i = 0; i < sections.size() - spared; i++) {
            byte[] section = sections.get(i);
            int width = 1;
            while (section[width] < 0) {
                width++;
            }
            byte[] content = Arrays.copyOfRange(section, width + 1, section.length);
            sections.set(i, Bytes.joined(new byte[] {section[0]}, paddedLength(content.length), content));
        }
        return module(sections);
    }

    /** The same with the sections at these two places changed for each other. */
    static byte[] swapped(byte[] module, int one, int other) {
        List<byte[]> sections = sections(module);
        Collections.swap(sections, one < 0 ? sections.size() + one : one, other < 0 ? sections.size() + other : other);
        return module(sections);
    }

    /** The same without a section; from the end where negative. */
    static byte[] without(byte[] module, int index) {
        List<byte[]> sections = sections(module);
        sections.remove(index < 0 ? sections.size() + index : index);
        return module(sections);
    }

    /** The same with one more section before the one at a place; from the end where negative. */
    static byte[] with(byte[] module, int index, byte[] section) {
        List<byte[]> sections = sections(module);
        sections.add(index < 0 ? sections.size() + index : index, section);
        return module(sections);
    }

    /** A component that holds one core module. */
    static byte[] component(byte[] inner) {
        return Bytes.joined(COMPONENT_HEADER, section(1, inner));
    }
}
