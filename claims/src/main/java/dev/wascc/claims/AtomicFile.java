package dev.wascc.claims;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Writes a file so that at every moment, power cut and kill included, its name has the old content or the whole new one. */
public final class AtomicFile {
    private AtomicFile() {}

    /**
     * Writes beside the target, forces it to disk, and moves it into place.
     *
     * @throws IOException and then the target is as it was
     */
    public static void write(Path target, byte[] content) throws IOException {
        Path real = Files.exists(target) ? target.toRealPath() : target.toAbsolutePath();
        Path directory = real.getParent();
        if (directory == null) {
            throw new IOException(target + " cannot be written: it has no directory");
        }
        Files.createDirectories(directory);
        Path temporary = directory.resolve("." + real.getFileName() + "." + UUID.randomUUID() + ".wascc-tmp");
        try {
            try (FileChannel out =
                    FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                ByteBuffer rest = ByteBuffer.wrap(content);
                while (rest.hasRemaining()) {
                    out.write(rest);
                }
                out.force(true);
            }
            move(temporary, real);
        } finally {
            Files.deleteIfExists(temporary);
        }
        force(directory);
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Makes the move itself last; a system that does not open directories keeps it by other means. */
    private static void force(Path directory) {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // Windows.
        }
    }
}
