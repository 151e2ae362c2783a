package dev.wascc.claims;

import dev.wascc.claims.Sections.Kind;
import dev.wascc.claims.Sections.Section;
import java.io.ByteArrayOutputStream;

/**
 * A module without its token, section by section: a fixed header, and each section with the shortest spelling of its
 * length and its content untouched. What wascap hashes and writes since 0.10.
 */
final class SectionCopy {
    private static final byte[] CORE_HEADER = {0, 'a', 's', 'm', 1, 0, 0, 0};
    private static final int CORE_MODULE = 1;
    private static final int COMPONENT = 4;
    /** Each level holds a copy of what is in it, so that this bounds memory too. */
    private static final int MAX_DEPTH = 8;

    /** Takes bytes in order. */
    interface Sink {
        void accept(byte[] bytes, int from, int length);
    }

    private final byte[] wasm;
    private final boolean dropNestedTokens;

    /** For a verifier: nested modules keep their custom sections, so that none can be slipped in. */
    static SectionCopy forHash(byte[] wasm) {
        return new SectionCopy(wasm, false);
    }

    /** For a signer: tokens go at every depth, as wascap takes them away. */
    static SectionCopy forWriting(byte[] wasm) {
        return new SectionCopy(wasm, true);
    }

    private SectionCopy(byte[] wasm, boolean dropNestedTokens) {
        this.wasm = wasm;
        this.dropNestedTokens = dropNestedTokens;
    }

    void copy(Sections sections, Sink sink) throws ClaimsException {
        copy(sections, sink, 0);
    }

    private void copy(Sections sections, Sink sink, int depth) throws ClaimsException {
        byte[] header = CORE_HEADER.clone();
        if (sections.kind() == Kind.COMPONENT) {
            // As in the file: every signer writes the version that it hashes.
            header[4] = (byte) sections.version();
            header[6] = 1;
        }
        sink.accept(header, 0, header.length);
        for (Section section : sections.list()) {
            if (section.isToken() && (depth == 0 || dropNestedTokens)) {
                continue;
            }
            sink.accept(wasm, section.start(), 1);
            if (sections.kind() == Kind.COMPONENT && (section.id() == CORE_MODULE || section.id() == COMPONENT)) {
                nested(section, sink, depth + 1);
            } else {
                byte[] length = Leb128.minimal(section.end() - section.content());
                sink.accept(length, 0, length.length);
                sink.accept(wasm, section.content(), section.end() - section.content());
            }
        }
    }

    private void nested(Section section, Sink sink, int depth) throws ClaimsException {
        if (depth > MAX_DEPTH) {
            throw new ClaimsException(
                    ClaimsRule.MALFORMED_MODULE, "malformed Wasm: components are nested deeper than " + MAX_DEPTH);
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream(section.end() - section.content());
        copy(Sections.scan(wasm, section.content(), section.end()), body::write, depth);
        byte[] length = Leb128.minimal(body.size());
        sink.accept(length, 0, length.length);
        sink.accept(body.toByteArray(), 0, body.size());
    }
}
