package dev.wascc.lambda.pack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A package as files: a directory as it is, or a zip unpacked, the way Lambda unpacks it, into a directory that is taken away at the end.
 *
 * @param path of the files
 */
public record FunctionDirectory(Path path, boolean temporary) implements AutoCloseable {
    /** @throws IOException there is no such file, or it is no zip */
    public static FunctionDirectory open(Path place) throws IOException {
        if (Files.isDirectory(place)) {
            return new FunctionDirectory(place.toRealPath(), false);
        } else if (!Files.exists(place)) {
            throw new java.nio.file.NoSuchFileException(place.toString());
        }
        Path directory = Files.createTempDirectory("wascc-function");
        boolean unpacked = false;
        try {
            UnpackedZip.unpack(place, directory);
            unpacked = true;
            return new FunctionDirectory(directory, true);
        } finally {
            if (!unpacked) {
                TemporaryDirectory.delete(directory);
            }
        }
    }

    /** Of the Java that it brings along; empty where it brings none. */
    public Optional<Architecture> architecture() throws IOException {
        Path image = path.resolve("runtime").resolve("java");
        return Files.exists(image) ? JavaImage.architecture(image) : Optional.empty();
    }

    @Override
    public void close() throws IOException {
        if (temporary) {
            TemporaryDirectory.delete(path);
        }
    }
}
