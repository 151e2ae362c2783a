package dev.wascc.claims;

import dev.wascc.claims.NumberCursor.UnknownFormException;
import dev.wascc.claims.Sections.Section;

/**
 * Looks for LEB128 numbers that are spelled longer than needed inside sections, where readers that decode and encode again would shorten
 * them. Knows the sections and instructions of the first version of WebAssembly, which those readers know too.
 */
final class PaddedNumbers {
    private static final int BLOCK = 0x02;
    private static final int IF = 0x04;
    private static final int ELSE = 0x05;
    private static final int END = 0x0b;
    private static final int FUNCTION_TYPE = 0x60;

    private final NumberCursor in;

    private PaddedNumbers(NumberCursor in) {
        this.in = in;
    }

    static LegacyReaders in(byte[] wasm, Sections sections) {
        if (sections.kind() != Sections.Kind.CORE) {
            return LegacyReaders.UNKNOWN;
        }
        LegacyReaders all = LegacyReaders.READ;
        for (Section section : sections.list()) {
            LegacyReaders one = section.id() == 0 ? custom(wasm, section) : in(wasm, section);
            if (one == LegacyReaders.REFUSE) {
                return one;
            }
            all = one == LegacyReaders.READ ? all : one;
        }
        return all;
    }

    /** Those readers write the length of a custom section's name anew, and leave what follows it alone. */
    private static LegacyReaders custom(byte[] wasm, Section section) {
        int width = Leb128.width(wasm, section.content(), section.end());
        int name = section.payload() - section.content() - width;
        return width > Leb128.size(name) ? LegacyReaders.REFUSE : LegacyReaders.READ;
    }

    private static LegacyReaders in(byte[] wasm, Section section) {
        NumberCursor cursor = new NumberCursor(wasm, section.content(), section.end());
        try {
            new PaddedNumbers(cursor).section(section.id());
        } catch (UnknownFormException e) {
            return cursor.padded() ? LegacyReaders.REFUSE : LegacyReaders.UNKNOWN;
        }
        return cursor.padded() ? LegacyReaders.REFUSE : LegacyReaders.READ;
    }

    private void section(int id) throws UnknownFormException {
        if (id == 8) {
            in.unsigned();
            return;
        }
        for (long count = in.unsigned(); count > 0; count--) {
            entry(id);
        }
    }

    private void entry(int section) throws UnknownFormException {
        switch (section) {
            case 1 -> type();
            case 2 -> imported();
            case 3 -> in.unsigned();
            case 4 -> {
                in.next();
                limits();
            }
            case 5 -> limits();
            case 6 -> {
                in.skip(2);
                expression();
            }
            case 7 -> {
                in.blob();
                in.next();
                in.unsigned();
            }
            case 9 -> {
                in.expect(0);
                expression();
                indices();
            }
            case 10 -> code();
            case 11 -> {
                in.expect(0);
                expression();
                in.blob();
            }
            default -> throw new UnknownFormException();
        }
    }

    private void type() throws UnknownFormException {
        in.expect(FUNCTION_TYPE);
        in.blob();
        long results = in.unsigned();
        if (results > 1) {
            throw new UnknownFormException();
        }
        in.skip(results);
    }

    private void imported() throws UnknownFormException {
        in.blob();
        in.blob();
        switch (in.next()) {
            case 0 -> in.unsigned();
            case 1 -> {
                in.next();
                limits();
            }
            case 2 -> limits();
            case 3 -> in.skip(2);
            default -> throw new UnknownFormException();
        }
    }

    private void limits() throws UnknownFormException {
        int flags = in.next();
        in.unsigned();
        if (flags == 1) {
            in.unsigned();
        } else if (flags != 0) {
            throw new UnknownFormException();
        }
    }

    private void indices() throws UnknownFormException {
        for (long count = in.unsigned(); count > 0; count--) {
            in.unsigned();
        }
    }

    private void code() throws UnknownFormException {
        in.unsigned();
        for (long groups = in.unsigned(); groups > 0; groups--) {
            in.unsigned();
            in.next();
        }
        expression();
    }

    private void expression() throws UnknownFormException {
        int depth = 1;
        while (depth > 0) {
            int opcode = in.next();
            if (opcode >= BLOCK && opcode <= IF) {
                in.skip(1);
                depth++;
            } else if (opcode == END) {
                depth--;
            } else if (opcode != ELSE) {
                immediates(opcode);
            }
        }
    }

    private void immediates(int opcode) throws UnknownFormException {
        switch (opcode) {
            case 0x0c, 0x0d, 0x10, 0x20, 0x21, 0x22, 0x23, 0x24 -> in.unsigned();
            case 0x0e -> {
                indices();
                in.unsigned();
            }
            case 0x11 -> {
                in.unsigned();
                in.unsigned();
            }
            case 0x3f, 0x40 -> in.unsigned();
            case 0x41 -> in.signed(5);
            case 0x42 -> in.signed(10);
            case 0x43 -> in.skip(4);
            case 0x44 -> in.skip(8);
            default -> plain(opcode);
        }
    }

    /** Loads and stores have two numbers; what is left has none. */
    private void plain(int opcode) throws UnknownFormException {
        if (opcode >= 0x28 && opcode <= 0x3e) {
            in.unsigned();
            in.unsigned();
        } else if (opcode != 0x00
                && opcode != 0x01
                && opcode != 0x0f
                && opcode != 0x1a
                && opcode != 0x1b
                && (opcode < 0x45 || opcode > 0xbf)) {
            throw new UnknownFormException();
        }
    }
}
