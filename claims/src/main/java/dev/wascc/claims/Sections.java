package dev.wascc.claims;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The top-level sections of a core module or a component, found without decoding their contents. Offsets are into the
 * whole file. Every length is checked before anything is read by it.
 */
record Sections(Kind kind, int version, List<Section> list) {
    static final int HEADER_SIZE = 8;
    static final int MAX_SECTIONS = 10_000;
    static final int MAX_NAME = 1024;

    /** What the layer word of the header says. */
    enum Kind {
        CORE(13),
        COMPONENT(12);

        private final int lastId;

        Kind(int lastId) {
            this.lastId = lastId;
        }
    }

    /**
     * @param start offset of the id byte
     * @param content offset of the first byte after the length
     * @param end offset after the last byte
     * @param name of a custom section, else absent
     * @param payload offset of the first byte after a custom section's name, else {@code content}
     */
    record Section(int id, int start, int content, int end, @Nullable String name, int payload) {
        boolean isToken() {
            return "jwt".equals(name) || "wasmcloud_jwt".equals(name);
        }

        /** Whether the length is spelled with more bytes than it needs. */
        boolean paddedLength() {
            return content - start - 1 > Leb128.size(end - content);
        }
    }

    static Sections scan(byte[] wasm) throws ClaimsException {
        return scan(wasm, 0, wasm.length);
    }

    static Sections scan(byte[] wasm, int from, int to) throws ClaimsException {
        Kind kind = kind(wasm, from, to);
        List<Section> sections = new ArrayList<>();
        int at = from + HEADER_SIZE;
        while (at < to) {
            if (sections.size() == MAX_SECTIONS) {
                throw malformed("more than " + MAX_SECTIONS + " sections");
            }
            Section section = section(wasm, at, to, kind);
            sections.add(section);
            at = section.end;
        }
        return new Sections(kind, wasm[from + 4] & 0xff, sections);
    }

    private static Kind kind(byte[] wasm, int from, int to) throws ClaimsException {
        if (to == from) {
            throw malformed("the file is empty");
        }
        if (to - from < HEADER_SIZE
                || wasm[from] != 0
                || wasm[from + 1] != 'a'
                || wasm[from + 2] != 's'
                || wasm[from + 3] != 'm') {
            throw malformed("it does not begin with \\0asm and a version; this is no WebAssembly module");
        }
        int version = wasm[from + 4] & 0xff | (wasm[from + 5] & 0xff) << 8;
        int layer = wasm[from + 6] & 0xff | (wasm[from + 7] & 0xff) << 8;
        if (layer == 0 && version == 1) {
            return Kind.CORE;
        }
        if (layer == 1 && (version == 0x0c || version == 0x0d)) {
            return Kind.COMPONENT;
        }
        throw malformed("version " + version + " of layer " + layer
                + " is neither a core module (1 of 0) nor a component (12, 13 of 1)");
    }

    private static Section section(byte[] wasm, int start, int to, Kind kind) throws ClaimsException {
        int id = wasm[start] & 0xff;
        if (id > kind.lastId) {
            throw malformed("unknown section id " + id + " at byte " + start);
        }
        long length = Leb128.read(wasm, start + 1, to);
        int content = start + 1 + Leb128.width(wasm, start + 1, to);
        if (length < 0 || length > to - content) {
            throw malformed("the section at byte " + start + " ends beyond the end of the file");
        }
        int end = content + (int) length;
        return id == 0 ? custom(wasm, start, content, end) : new Section(id, start, content, end, null, content);
    }

    private static Section custom(byte[] wasm, int start, int content, int end) throws ClaimsException {
        long length = Leb128.read(wasm, content, end);
        int name = content + Leb128.width(wasm, content, end);
        if (length < 0 || length > end - name || length > MAX_NAME) {
            throw malformed("the custom section at byte " + start + " has no name of at most " + MAX_NAME + " bytes");
        }
        int payload = name + (int) length;
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(wasm, name, payload - name))
                    .toString();
            return new Section(0, start, content, end, text, payload);
        } catch (CharacterCodingException e) {
            throw malformed("the name of the custom section at byte " + start + " is not UTF-8");
        }
    }

    private static ClaimsException malformed(String why) {
        return new ClaimsException(ClaimsRule.MALFORMED_MODULE, "malformed Wasm: " + why);
    }
}
