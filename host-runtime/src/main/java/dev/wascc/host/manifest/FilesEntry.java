package dev.wascc.host.manifest;

import dev.wascc.wapc.FileQuota;
import dev.wascc.wapc.GuestFiles;
import dev.wascc.wapc.GuestFiles.Access;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The files of an actor or portable provider, as a manifest grants them.
 *
 * @param kind where they are
 * @param directory of the host, beside the manifest; absent unless they are there
 * @param access to the directory
 * @param quota of what a guest may add
 */
public record FilesEntry(Kind kind, @Nullable String directory, Access access, FileQuota quota) {
    /** Where the files of a guest are. */
    public enum Kind {
        NONE,
        MEMORY,
        DIRECTORY
    }

    /** No files at all. */
    public static final FilesEntry NONE = new FilesEntry(Kind.NONE, null, Access.READ_ONLY, FileQuota.defaults());

    /** An empty directory in memory for each instance. */
    public static final FilesEntry MEMORY = new FilesEntry(Kind.MEMORY, null, Access.READ_WRITE, FileQuota.defaults());

    /** A directory of the host. */
    public static FilesEntry in(String directory, Access access, FileQuota quota) {
        return new FilesEntry(Kind.DIRECTORY, directory, access, quota);
    }

    /**
     * The grant itself.
     *
     * @param beside where the manifest lies
     * @throws ManifestException the directory is not there, or cannot be granted
     */
    GuestFiles granted(Path beside) throws ManifestException {
        return switch (kind) {
            case NONE -> GuestFiles.none();
            case MEMORY -> GuestFiles.inMemory(quota);
            case DIRECTORY -> directory(beside);
        };
    }

    private GuestFiles directory(Path beside) throws ManifestException {
        Path found = beside;
        try {
            found = beside.resolve(String.valueOf(directory));
            return GuestFiles.directory(found, access, quota);
        } catch (InvalidPathException e) {
            throw new ManifestException("the directory of files is no name of one: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new ManifestException(
                    "the directory " + found.toAbsolutePath().normalize() + " cannot be granted as files: "
                            + e.getClass().getSimpleName() + ": " + e.getMessage()
                            + "; it has to be there before the host starts",
                    e);
        }
    }
}
