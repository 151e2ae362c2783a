package dev.wascc.gate;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where the bytes of a module come from, and what reports call it. */
public sealed interface ModuleSource {
    String name();

    /** The file, where it is one. */
    Optional<Path> path();

    InputStream open() throws IOException;

    static ModuleSource of(Path file) {
        return new OfFile(file.toString(), file);
    }

    /** A stream that can be read once, as standard input. */
    static ModuleSource of(String name, InputStream stream) {
        return new OfStream(name, stream);
    }

    /** A file. */
    record OfFile(String name, Path file) implements ModuleSource {
        @Override
        public Optional<Path> path() {
            return Optional.of(file);
        }

        @Override
        public InputStream open() throws IOException {
            return Files.newInputStream(file);
        }
    }

    /** A stream; whoever opened it closes it. */
    record OfStream(String name, InputStream stream) implements ModuleSource {
        @Override
        public Optional<Path> path() {
            return Optional.empty();
        }

        @Override
        public InputStream open() {
            return new java.io.FilterInputStream(stream) {
                @Override
                public void close() {
                    // not ours
                }
            };
        }
    }
}
