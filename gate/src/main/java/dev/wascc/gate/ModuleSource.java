package dev.wascc.gate;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Where the bytes of a module come from, and what reports call it. */
public sealed interface ModuleSource {
    String name();

    /** The file, where it is one. */
    Optional<Path> path();

    InputStream open() throws IOException;

    static ModuleSource of(Path file) {
        return new OfFile(file.toString(), file);
    }

    /** A file that reports call by another name. */
    static ModuleSource of(String name, Path file) {
        return new OfFile(name, file);
    }

    /** An entry of a zip or jar file. */
    static ModuleSource of(String name, Path archive, String entry) {
        return new OfEntry(name, archive, entry);
    }

    /** A stream that can be read once, as standard input. */
    static ModuleSource of(String name, InputStream stream) {
        return new OfStream(name, stream);
    }

    /** The same under another name. */
    ModuleSource named(String other);

    /** An argument that names no file. */
    record OfNothing(String name, IOException why) implements ModuleSource {
        @Override
        public ModuleSource named(String other) {
            return new OfNothing(other, why);
        }

        @Override
        public Optional<Path> path() {
            return Optional.empty();
        }

        @Override
        public InputStream open() throws IOException {
            throw why;
        }
    }

    /** A file. */
    record OfFile(String name, Path file) implements ModuleSource {
        @Override
        public ModuleSource named(String other) {
            return new OfFile(other, file);
        }

        @Override
        public Optional<Path> path() {
            return Optional.of(file);
        }

        @Override
        public InputStream open() throws IOException {
            return Files.newInputStream(file);
        }
    }

    /** An entry of an archive. It gives no more bytes than the archive's directory says, so that a sum over that is a bound. */
    record OfEntry(String name, Path archive, String entry) implements ModuleSource {
        @Override
        public ModuleSource named(String other) {
            return new OfEntry(other, archive, entry);
        }

        @Override
        public Optional<Path> path() {
            return Optional.empty();
        }

        @Override
        public InputStream open() throws IOException {
            ZipFile zip = new ZipFile(archive.toFile());
            try {
                ZipEntry found = zip.getEntry(entry);
                if (found == null) {
                    throw new NoSuchFileException(name);
                }
                return new EntryStream(zip, zip.getInputStream(found), found.getSize());
            } catch (IOException | RuntimeException e) {
                zip.close();
                throw e;
            }
        }
    }

    /** A stream; whoever opened it closes it. */
    record OfStream(String name, InputStream stream) implements ModuleSource {
        @Override
        public ModuleSource named(String other) {
            return new OfStream(other, stream);
        }

        @Override
        public Optional<Path> path() {
            return Optional.empty();
        }

        @Override
        public InputStream open() {
            return new FilterInputStream(stream) {
                @Override
                public void close() {
                    // not ours
                }
            };
        }
    }
}
