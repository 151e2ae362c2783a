package dev.wascc.wapc;

import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** A WASI function that answers with an error; the guest goes on. */
final class WasiFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Errno errno;

    WasiFailure(Errno errno) {
        super(errno.name(), null, false, false);
        this.errno = errno;
    }

    Errno errno() {
        return errno;
    }

    /** What a failure of the host's own file system is to a guest, which learns nothing else of it. */
    static Errno errno(Exception e) {
        if (e instanceof NoSuchFileException) {
            return Errno.NOENT;
        } else if (e instanceof FileAlreadyExistsException) {
            return Errno.EXIST;
        } else if (e instanceof DirectoryNotEmptyException) {
            return Errno.NOTEMPTY;
        } else if (e instanceof AccessDeniedException) {
            return Errno.ACCES;
        } else if (e instanceof NotDirectoryException) {
            return Errno.NOTDIR;
        } else if (e instanceof FileSystemLoopException) {
            return Errno.LOOP;
        } else if (e instanceof AtomicMoveNotSupportedException) {
            return Errno.XDEV;
        }
        return errno(String.valueOf(e instanceof FileSystemException known ? known.getReason() : e.getMessage()));
    }

    private static Errno errno(String reason) {
        return switch (reason) {
            case "Too many levels of symbolic links" -> Errno.LOOP;
            case "Directory not empty" -> Errno.NOTEMPTY;
            case "Not a directory" -> Errno.NOTDIR;
            case "Is a directory" -> Errno.ISDIR;
            case "No space left on device" -> Errno.NOSPC;
            case "File name too long" -> Errno.NAMETOOLONG;
            case "Invalid argument" -> Errno.INVAL;
            case "Operation not permitted" -> Errno.PERM;
            case "Read-only file system" -> Errno.ROFS;
            default -> Errno.IO;
        };
    }
}
