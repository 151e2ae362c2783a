package dev.wascc.actor.maven;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The import section of a module that was just made here. */
final class ModuleImports {
    private static final int IMPORT_SECTION = 2;

    private final byte[] wasm;
    private int at = 8;

    private ModuleImports(byte[] wasm) {
        this.wasm = wasm;
    }

    /** {@code module.name} of each function it imports. */
    static List<String> of(byte[] wasm) {
        return new ModuleImports(wasm).read();
    }

    private List<String> read() {
        List<String> names = new ArrayList<>();
        while (at < wasm.length) {
            int id = wasm[at++];
            int size = number();
            if (id != IMPORT_SECTION) {
                at += size;
                continue;
            }
            for (int count = number(); count > 0; count--) {
                names.add(text() + "." + text());
                if (wasm[at++] != 0) {
                    // A memory, table or global: nothing of ours imports one, and what follows it is of no interest.
                    names.set(names.size() - 1, names.get(names.size() - 1) + " (no function)");
                    return names;
                }
                number();
            }
            return names;
        }
        return names;
    }

    private String text() {
        int length = number();
        at += length;
        return new String(wasm, at - length, length, StandardCharsets.UTF_8);
    }

    private int number() {
        int value = 0;
        for (int shift = 0; ; shift += 7) {
            int b = wasm[at++];
            value |= (b & 0x7f) << shift;
            if (b >= 0) {
                return value;
            }
        }
    }
}
