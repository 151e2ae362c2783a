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
    private static final GuestFiles NONE = new GuestFiles("none", null, Access.READ_ONLY, FileQuota.defaults(), false);

    /** What a guest may do in a directory. */
    public enum Access {
        READ_ONLY,
        READ_WRITE
    }

    /** Opens the root for one guest. */
    private interface Root {
        GuestDirectory open(Clock clock) throws IOException;
    }

    private final String shown;
    private final @Nullable Root root;
    private final Access access;
    private final FileQuota quota;
    private final boolean inMemory;
    private final FileUse shared;

    private GuestFiles(String shown, @Nullable Root root, Access access, FileQuota quota, boolean inMemory) {
        this.shown = shown;
        this.root = root;
        this.access = access;
        this.quota = quota;
        this.inMemory = inMemory;
        this.shared = new FileUse(quota);
    }

    /** No files at all: the default. */
    public static GuestFiles none() {
        return NONE;
    }

    /** An empty directory in memory for each instance, which is gone with it. */
    public static GuestFiles inMemory(FileQuota quota) {
        return new GuestFiles("memory", MemoryDirectory::new, Access.READ_WRITE, quota, true);
    }

    /**
     * A directory of the host, for all instances together, which have one quota for as long as this grant is used. It is granted as it is: a file that has a second name (a hard link) in it is a
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
        String shown = real + (access == Access.READ_ONLY ? " (read)" : " (write)");
        return new GuestFiles(shown, clock -> HostDirectory.open(real), access, quota, false);
    }

    /** What the files of one instance may take of the memory of this JVM, beside its own. */
    public long memoryBytes() {
        return inMemory ? quota.bytes() : 0;
    }

    FileQuota quota() {
        return quota;
    }

    /** What is counted for one guest: an instance that is made anew finds its directory as it was, and so its quota too. */
    FileUse use() {
        return inMemory ? new FileUse(quota) : shared;
    }

    boolean writable() {
        return access == Access.READ_WRITE;
    }

    /** The root for one guest, if it has one. */
    @Nullable
    GuestDirectory open(Clock clock) throws IOException {
        return root == null ? null : root.open(clock);
    }

    /** {@code none}, {@code memory}, or the directory and what may be done there. */
    @Override
    public String toString() {
        return shown;
    }
}
