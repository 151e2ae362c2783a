package dev.wascc.claims;

import dev.wascc.claims.ModuleOutline.Export;
import dev.wascc.claims.ModuleOutline.Import;
import dev.wascc.claims.ModuleOutline.Kind;
import dev.wascc.claims.NumberCursor.UnknownFormException;
import dev.wascc.claims.Sections.Section;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads an import or an export section. Knows the types of WebAssembly 3.0 and of the threads proposal. */
final class OutlineReader {
    static final int MAX_ENTRIES = 100_000;
    static final int MAX_NAME = 100_000; // the limit of the JavaScript API; names of C++ and Rust do get long

    private static final int HAS_MAXIMUM = 1;
    private static final int WIDE = 4;
    private static final int KNOWN_LIMITS = 7;
    private static final int REFERENCE = 0x64;
    private static final int NULLABLE_REFERENCE = 0x63;

    private final byte[] wasm;
    private final Section section;
    private final NumberCursor in;

    OutlineReader(byte[] wasm, Section section) {
        this.wasm = wasm;
        this.section = section;
        this.in = new NumberCursor(wasm, section.content(), section.end());
    }

    List<Import> imports() throws ClaimsException {
        List<Import> imports = new ArrayList<>();
        try {
            for (long count = count(); count > 0; count--) {
                String module = name();
                String name = name();
                Kind kind = kind();
                type(kind);
                imports.add(new Import(module, name, kind));
            }
            return toEnd(imports);
        } catch (UnknownFormException e) {
            throw malformed("import " + imports.size());
        }
    }

    List<Export> exports() throws ClaimsException {
        List<Export> exports = new ArrayList<>();
        try {
            for (long count = count(); count > 0; count--) {
                String name = name();
                Kind kind = kind();
                in.unsigned32();
                exports.add(new Export(name, kind));
            }
            return toEnd(exports);
        } catch (UnknownFormException e) {
            throw malformed("export " + exports.size());
        }
    }

    private long count() throws UnknownFormException {
        long count = in.unsigned32();
        if (count > MAX_ENTRIES) {
            throw new UnknownFormException();
        }
        return count;
    }

    private String name() throws UnknownFormException {
        long length = in.unsigned32();
        int from = in.at();
        if (length > MAX_NAME) {
            throw new UnknownFormException();
        }
        in.skip(length);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(wasm, from, (int) length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new UnknownFormException();
        }
    }

    private Kind kind() throws UnknownFormException {
        int kind = in.next();
        if (kind >= Kind.values().length) {
            throw new UnknownFormException();
        }
        return Kind.values()[kind];
    }

    private void type(Kind kind) throws UnknownFormException {
        switch (kind) {
            case FUNCTION -> in.unsigned32();
            case TABLE -> {
                valueType();
                limits();
            }
            case MEMORY -> limits();
            case GLOBAL -> {
                valueType();
                in.next();
            }
            case TAG -> {
                in.next();
                in.unsigned32();
            }
        }
    }

    private void valueType() throws UnknownFormException {
        int type = in.next();
        if (type == REFERENCE || type == NULLABLE_REFERENCE) {
            in.signed(5);
        } else if (type < NULLABLE_REFERENCE || type > 0x7f) {
            throw new UnknownFormException();
        }
    }

    private void limits() throws UnknownFormException {
        int flags = in.next();
        if (flags > KNOWN_LIMITS) {
            throw new UnknownFormException();
        }
        int width = (flags & WIDE) != 0 ? 10 : 5;
        in.signed(width);
        if ((flags & HAS_MAXIMUM) != 0) {
            in.signed(width);
        }
    }

    private <T> List<T> toEnd(List<T> entries) throws ClaimsException {
        if (!in.atEnd()) {
            throw malformed("the end");
        }
        return entries;
    }

    private ClaimsException malformed(String where) {
        return new ClaimsException(
                ClaimsRule.MALFORMED_MODULE,
                "malformed Wasm: the section " + section.id() + " at byte " + section.start() + " cannot be read at "
                        + where);
    }
}
