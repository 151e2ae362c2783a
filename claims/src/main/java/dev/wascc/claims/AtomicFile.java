package dev.wascc.claims;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** Writes a file so that at every moment, power cut and kill included, its name has the old content or the whole new one. */
public final class AtomicFile {
    private static final String SUFFIX = ".wascc-tmp";
    private static final Duration SURELY_OVER = Duration.ofHours(1);

    /** What is to stand in a file. */
    @FunctionalInterface
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    private AtomicFile() {}

    /**
     * Takes away what killed writers left in a directory: files that {@link #write} named, and that nobody has touched for an hour.
     * They do no harm; failing to take them away is no error.
     */
    public static void clean(Path directory) {
        Instant before = Instant.now().minus(SURELY_OVER);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, ".*" + SUFFIX)) {
            for (Path file : files) {
                if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                        && Files.getLastModifiedTime(file).toInstant().isBefore(before)) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // Whoever writes there next tries again.
        }
    }

    /**
     * Writes beside the target, forces it to disk, and moves it into place.
     *
     * @throws IOException and then the target is as it was
     */
    public static void write(Path target, byte[] content) throws IOException {
        write(target, out -> out.write(content));
    }

    /**
     * As {@link #write(Path, byte[])}, for what is better not held in memory as a whole.
     *
     * @param content may close its stream
     * @throws IOException also what {@code content} throws, and then the target is as it was
     */
    public static void write(Path target, Content content) throws IOException {
        Path real = Files.exists(target) ? target.toRealPath() : target.toAbsolutePath();
        Path directory = real.getParent();
        if (directory == null) {
            throw new IOException(target + " cannot be written: it has no directory");
        }
        Files.createDirectories(directory);
        Path temporary = directory.resolve("." + real.getFileName() + "." + UUID.randomUUID() + SUFFIX);
        try {
            try (OutputStream out =
                    Files.newOutputStream(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                content.writeTo(out);
            }
            try (FileChannel written = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                written.force(true);
            }
            keepPermissions(real, temporary);
            move(temporary, real);
        } finally {
            Files.deleteIfExists(temporary);
        }
        force(directory);
    }

    /** What replaces a file is for the same eyes. */
    private static void keepPermissions(Path from, Path to) throws IOException {
        if (Files.exists(from)
                && from.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(to, Files.getPosixFilePermissions(from));
        }
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
