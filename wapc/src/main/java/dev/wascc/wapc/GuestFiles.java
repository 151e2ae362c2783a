package dev.wascc.wapc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * The files that a guest finds under {@code /} by way of WASI: none, some in memory, or a directory of the host. No link is ever
 * followed, whoever made it and wherever it leads, and guests make none; {@code ..} does not leave the root.
 */
public final class GuestFiles {
    private static final GuestFiles NONE = new GuestFiles(null, Access.READ_ONLY, FileQuota.defaults());

    /** What a guest may do in a directory. */
    public enum Access {
        READ_ONLY,
        READ_WRITE
    }

    /** Opens the root for one guest. */
    private interface Root {
        GuestDirectory open(Clock clock) throws IOException;
    }

    private final @Nullable Root root;
    private final Access access;
    private final FileQuota quota;

    private GuestFiles(@Nullable Root root, Access access, FileQuota quota) {
        this.root = root;
        this.access = access;
        this.quota = quota;
    }

    /** No files at all: the default. */
    public static GuestFiles none() {
        return NONE;
    }

    /** An empty directory in memory for each instance, which is gone with it. */
    public static GuestFiles inMemory(FileQuota quota) {
        return new GuestFiles(MemoryDirectory::new, Access.READ_WRITE, quota);
    }

    /**
     * A directory of the host, for all instances together. It is granted as it is: a file that has a second name (a hard link) in it is a
     * file of it. New directories are made in the system's temporary directory or beside this one and moved here, and
     * refused (PERM) where both are on another file system.
     *
     * @throws IOException it is no directory, or this platform (Windows) has no operations relative to an open directory,
     *     without which links could lead out of it
     */
    public static GuestFiles directory(Path directory, Access access, FileQuota quota) throws IOException {
        Path real = directory.toRealPath();
        if (!Files.isDirectory(real)) {
            throw new NotDirectoryException(directory.toString());
        }
        HostDirectory.open(real).close();
        return new GuestFiles(clock -> HostDirectory.open(real), access, quota);
    }

    FileQuota quota() {
        return quota;
    }

    boolean writable() {
        return access == Access.READ_WRITE;
    }

    /** The root for one guest, if it has one. */
    @Nullable
    GuestDirectory open(Clock clock) throws IOException {
        return root == null ? null : root.open(clock);
    }
}
