package dev.wascc.claims;

import dev.wascc.claims.Sections.Section;
import java.util.List;

/**
 * What a core module asks of its host and offers to it, read from its import and export sections, and where its code and data lie. A
 * component gives an empty outline.
 *
 * @param imports in their order
 * @param exports in their order
 * @param code the contents of the code section; empty where there is none
 * @param data the contents of the data section; empty where there is none
 */
public record ModuleOutline(List<Import> imports, List<Export> exports, Range code, Range data) {
    /** What can be imported and exported. */
    public enum Kind {
        FUNCTION,
        TABLE,
        MEMORY,
        GLOBAL,
        TAG
    }

    /** One import; its names are as the module has them, hostile text and all. */
    public record Import(String module, String name, Kind kind) {}

    /** One export. */
    public record Export(String name, Kind kind) {}

    /** Bytes of the file from {@code start} to before {@code end}. */
    public record Range(int start, int end) {
        static final Range EMPTY = new Range(0, 0);

        public int size() {
            return end - start;
        }
    }

    public ModuleOutline {
        imports = List.copyOf(imports);
        exports = List.copyOf(exports);
    }

    /**
     * Reads the outline. Nothing is judged that a validator judges: whether types, indices and instructions are right.
     *
     * @throws ClaimsException with WASCC-S008 where a section that may be there once is there twice, or an import or export cannot be read
     */
    public static ModuleOutline of(ActorModule module) throws ClaimsException {
        return module.outline();
    }

    static ModuleOutline of(byte[] wasm, Sections sections) throws ClaimsException {
        List<Import> imports = List.of();
        List<Export> exports = List.of();
        Range code = Range.EMPTY;
        Range data = Range.EMPTY;
        if (sections.kind() == Sections.Kind.CORE) {
            boolean[] seen = new boolean[256];
            for (Section section : sections.list()) {
                once(section, seen);
                switch (section.id()) {
                    case 2 -> imports = new OutlineReader(wasm, section).imports();
                    case 7 -> exports = new OutlineReader(wasm, section).exports();
                    case 10 -> code = new Range(section.content(), section.end());
                    case 11 -> data = new Range(section.content(), section.end());
                    default -> {}
                }
            }
        }
        return new ModuleOutline(imports, exports, code, data);
    }

    private static void once(Section section, boolean[] seen) throws ClaimsException {
        if (section.id() != 0 && seen[section.id()]) {
            throw new ClaimsException(
                    ClaimsRule.MALFORMED_MODULE, "malformed Wasm: section " + section.id() + " is there twice");
        }
        seen[section.id()] = true;
    }
}
