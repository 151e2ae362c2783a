package dev.wascc.wapc;

import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * What is known of a file.
 *
 * @param key the same for two names of one file, and different for two files
 * @param size in bytes
 * @param accessed nanoseconds since 1970, as are the other two
 */
record FileStatus(Object key, Type type, long size, long accessed, long modified, long changed) {
    /** {@code filetype} of WASI. */
    enum Type {
        UNKNOWN(0),
        CHARACTER_DEVICE(2),
        DIRECTORY(3),
        REGULAR_FILE(4),
        SYMBOLIC_LINK(7);

        private final int code;

        Type(int code) {
            this.code = code;
        }

        int code() {
            return code;
        }
    }

    static FileStatus of(BasicFileAttributes attributes) {
        Type type = attributes.isSymbolicLink()
                ? Type.SYMBOLIC_LINK
                : attributes.isDirectory()
                        ? Type.DIRECTORY
                        : attributes.isRegularFile() ? Type.REGULAR_FILE : Type.UNKNOWN;
        long modified = nanos(attributes.lastModifiedTime());
        return new FileStatus(
                Objects.requireNonNullElse(attributes.fileKey(), attributes),
                type,
                attributes.size(),
                nanos(attributes.lastAccessTime()),
                modified,
                modified);
    }

    private static long nanos(FileTime time) {
        return time.to(TimeUnit.NANOSECONDS);
    }

    boolean is(Type asked) {
        return type == asked;
    }

    /** A number for the file; two files may have the same. */
    long inode() {
        return key.hashCode() & 0xffff_ffffL;
    }
}
