package dev.wascc.wapc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;

/**
 * Directories that nobody but this user can write to, nor put another in the place of. Where files have no owners and modes as POSIX has them
 * (Windows), the owner alone is looked at; a user's own folders are closed to others there.
 */
final class PrivateDirectory {
    private static final int WRITABLE_BY_OTHERS = 0b010_010;
    private static final int STICKY = 01000;

    private PrivateDirectory() {}

    /** Makes it where it is missing, with mode 0700; the path without links is the result. */
    static Path make(Path directory) throws IOException {
        Path absolute = directory.toAbsolutePath().normalize();
        if (!Files.isDirectory(absolute)) {
            if (posix(absolute)) {
                Files.createDirectories(
                        absolute, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            } else {
                Files.createDirectories(absolute);
            }
        }
        Path real = absolute.toRealPath();
        require(real);
        return real;
    }

    private static boolean posix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("unix");
    }

    /** @throws IOException it is not this user's, or others can change what it holds or leads to */
    static void require(Path directory) throws IOException {
        requireOwn(directory);
        if (!posix(directory)) {
            return;
        }
        for (Path above = directory; above != null; above = above.getParent()) {
            int mode = (Integer) Files.getAttribute(above, "unix:mode", LinkOption.NOFOLLOW_LINKS);
            int owner = (Integer) Files.getAttribute(above, "unix:uid", LinkOption.NOFOLLOW_LINKS);
            boolean sticky = (mode & STICKY) != 0 && !above.equals(directory);
            if ((mode & WRITABLE_BY_OTHERS) != 0 && !sticky) {
                throw new IOException(above + " can be written to by others than its owner; what is kept in "
                        + directory + " is run, and so must be out of their reach: chmod go-w " + above);
            } else if (owner != 0 && owner != uid(directory)) {
                throw new IOException(above + " belongs to another user, who could change what is kept in " + directory
                        + "; choose a directory in a place of your own");
            }
        }
    }

    private static int uid(Path path) throws IOException {
        return (Integer) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    }

    /** @throws IOException others than the owner of this file or directory can write to it */
    static void requireClosed(Path path) throws IOException {
        if (posix(path)
                && ((Integer) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS) & WRITABLE_BY_OTHERS)
                        != 0) {
            throw new IOException(path + " can be written to by others than its owner, and what it holds is run:"
                    + " chmod go-w " + path);
        }
    }

    /** @throws IOException a file or directory is not this user's */
    static void requireOwn(Path path) throws IOException {
        UserPrincipal owner = Files.getOwner(path, LinkOption.NOFOLLOW_LINKS);
        if (!owner.equals(Self.USER)) {
            throw new IOException(path + " belongs to " + owner.getName() + " and not to this user, "
                    + Self.USER.getName() + "; choose another place");
        }
    }

    /** Whoever owns what this process makes. */
    private static final class Self {
        static final UserPrincipal USER = user();

        private static UserPrincipal user() {
            try {
                Path made = Files.createTempFile("wascc", null);
                try {
                    return Files.getOwner(made, LinkOption.NOFOLLOW_LINKS);
                } finally {
                    Files.deleteIfExists(made);
                }
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }
}
