package dev.wascc.lambda.pack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file of a package.
 *
 * @param name with slashes, relative to where the package is unpacked
 * @param content not copied
 */
record PackedFile(String name, boolean executable, byte[] content) {
    static PackedFile of(String name, byte[] content) {
        return new PackedFile(name, false, content);
    }

    static PackedFile read(String name, Path file) throws IOException {
        return new PackedFile(name, Files.isExecutable(file), Files.readAllBytes(file));
    }

    /** The last nine bits of its mode. */
    int mode() {
        return executable ? 0755 : 0644;
    }
}
