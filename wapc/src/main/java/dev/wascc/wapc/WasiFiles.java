package dev.wascc.wapc;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The descriptors of one guest, and what it does with paths. All by the guest's numbers and texts; errors are {@link WasiFailure}s. */
final class WasiFiles implements AutoCloseable {
    static final int ROOT = 3;

    /**
     * How a guest opens a file.
     *
     * @param flags {@code fdflags} of WASI
     */
    record Opening(
            boolean create,
            boolean directory,
            boolean exclusive,
            boolean truncate,
            boolean read,
            boolean write,
            int flags) {
        static Opening of(int oflags, long rights, int flags) {
            return new Opening(
                    (oflags & 1) != 0,
                    (oflags & 2) != 0,
                    (oflags & 4) != 0,
                    (oflags & 8) != 0,
                    (rights & Rights.FD_READ) != 0,
                    Rights.asksToWrite(rights) || (oflags & 8) != 0,
                    flags);
        }
    }

    private final @Nullable Descriptor[] open;
    private final boolean writable;
    private final FileUse use;

    WasiFiles(GuestFiles files, @Nullable GuestDirectory root, ConsoleLog console) {
        open = new @Nullable Descriptor[files.quota().open()];
        writable = files.writable();
        use = files.use();
        open[0] = new StandardStream(Optional.empty());
        open[1] = new StandardStream(Optional.of(new LineOutput(console)));
        open[2] = new StandardStream(Optional.of(new LineOutput(console)));
        open[ROOT] = root == null ? null : new OpenDirectory(root, true, writable);
    }

    Descriptor get(int fd) {
        Descriptor found = fd >= 0 && fd < open.length ? open[fd] : null;
        if (found == null) {
            throw Errno.BADF.failure();
        }
        return found;
    }

    OpenFile file(int fd) {
        Descriptor found = get(fd);
        if (found instanceof OpenFile file) {
            return file;
        }
        throw (found instanceof OpenDirectory ? Errno.ISDIR : Errno.SPIPE).failure();
    }

    OpenDirectory directory(int fd) {
        if (get(fd) instanceof OpenDirectory directory) {
            return directory;
        }
        throw Errno.NOTDIR.failure();
    }

    void close(int fd) throws IOException {
        Descriptor closed = get(fd);
        open[fd] = null;
        release(closed);
    }

    private void release(Descriptor closed) throws IOException {
        if (closed instanceof OpenFile file && file.deleted()) {
            boolean last = files().noneMatch(other -> other.key().equals(file.key()));
            long size = file.size();
            file.close();
            if (last) {
                use.returnBytes(size);
            }
        } else {
            closed.close();
        }
    }

    private Stream<OpenFile> files() {
        return Arrays.stream(open).filter(OpenFile.class::isInstance).map(OpenFile.class::cast);
    }

    /** Gives a descriptor another number, and closes what had it. */
    void renumber(int from, int to) throws IOException {
        Descriptor moved = get(from);
        Descriptor replaced = get(to);
        if (from != to) {
            open[to] = moved;
            open[from] = null;
            release(replaced);
        }
    }

    private int number() {
        for (int fd = ROOT; fd < open.length; fd++) {
            if (open[fd] == null) {
                return fd;
            }
        }
        throw Errno.MFILE.failure();
    }

    private void requireWritable() {
        if (!writable) {
            throw Errno.ROFS.failure();
        }
    }

    /** @return the number of what is open now */
    int open(int fd, String path, Opening how) throws IOException {
        try (GuestPath at = GuestPath.resolve(directory(fd).directory(), path)) {
            int number = number();
            Optional<FileStatus> there = at.status();
            if (there.isPresent() && how.create() && how.exclusive()) {
                throw Errno.EXIST.failure();
            }
            open[number] = there.isEmpty() ? create(at, how) : open(at, there.get(), how);
            return number;
        }
    }

    private Descriptor create(GuestPath at, Opening how) throws IOException {
        if (!how.create() || how.directory() || at.directoryMeant()) {
            throw Errno.NOENT.failure();
        }
        requireWritable();
        use.addFile();
        boolean made = false;
        try {
            Set<OpenOption> options = new HashSet<>(
                    EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE));
            SeekableByteChannel channel = at.directory().open(at.name(), options);
            made = true;
            return opened(at, channel, how);
        } finally {
            if (!made) {
                use.returnFile();
            }
        }
    }

    private Descriptor open(GuestPath at, FileStatus there, Opening how) throws IOException {
        return switch (there.type()) {
            case SYMBOLIC_LINK -> throw Errno.LOOP.failure();
            case DIRECTORY -> {
                // Rights are asked for generously, so that they alone do not make it a file to be written.
                if (how.create() || how.truncate() || how.write() && !how.directory() && !how.read()) {
                    throw Errno.ISDIR.failure();
                }
                yield new OpenDirectory(at.directory().directory(at.name()), false, writable);
            }
            case REGULAR_FILE -> {
                if (how.directory() || at.directoryMeant()) {
                    throw Errno.NOTDIR.failure();
                }
                if (how.write()) {
                    requireWritable();
                }
                Set<OpenOption> options = new HashSet<>();
                options.add(how.write() ? StandardOpenOption.WRITE : StandardOpenOption.READ);
                if (how.read()) {
                    options.add(StandardOpenOption.READ);
                }
                OpenFile file = opened(at, at.directory().open(at.name(), options), how);
                if (how.truncate()) {
                    file.resize(0);
                }
                yield file;
            }
            case CHARACTER_DEVICE, UNKNOWN -> throw Errno.ACCES.failure();
        };
    }

    private OpenFile opened(GuestPath at, SeekableByteChannel channel, Opening how) throws IOException {
        try {
            FileStatus status = at.directory().status(at.name());
            return new OpenFile(channel, status, how.read(), how.write(), how.flags() & OpenFile.APPEND, use);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    FileStatus status(int fd, String path, boolean follow) throws IOException {
        try (GuestPath at = GuestPath.resolve(directory(fd).directory(), path)) {
            FileStatus status = at.required();
            if (follow && status.is(FileStatus.Type.SYMBOLIC_LINK)) {
                throw Errno.LOOP.failure();
            }
            return status;
        }
    }

    void setTimes(int fd, String path, @Nullable FileTime accessed, @Nullable FileTime modified) throws IOException {
        try (GuestPath at = GuestPath.resolve(directory(fd).directory(), path)) {
            requireWritable();
            if (at.required().is(FileStatus.Type.SYMBOLIC_LINK)) {
                throw Errno.LOOP.failure();
            }
            at.directory().setTimes(at.name(), accessed, modified);
        }
    }

    void createDirectory(int fd, String path) throws IOException {
        try (GuestPath at = GuestPath.resolve(directory(fd).directory(), path)) {
            requireWritable();
            if (at.status().isPresent()) {
                throw Errno.EXIST.failure();
            }
            use.addFile();
            boolean made = false;
            try {
                at.directory().createDirectory(at.name());
                made = true;
            } finally {
                if (!made) {
                    use.returnFile();
                }
            }
        }
    }

    void deleteDirectory(int fd, String path) throws IOException {
        try (GuestPath at = GuestPath.resolve(directory(fd).directory(), path)) {
            requireWritable();
            if (!at.required().is(FileStatus.Type.DIRECTORY)) {
                throw Errno.NOTDIR.failure();
            } else if (at.self()) {
                throw Errno.INVAL.failure();
            }
            at.directory().deleteDirectory(at.name());
            use.returnFile();
        }
    }

    void deleteFile(int fd, String path) throws IOException {
        try (GuestPath at = GuestPath.resolve(directory(fd).directory(), path)) {
            requireWritable();
            FileStatus status = at.required();
            if (status.is(FileStatus.Type.DIRECTORY)) {
                throw Errno.ISDIR.failure();
            } else if (at.directoryMeant()) {
                throw Errno.NOTDIR.failure();
            }
            at.directory().deleteFile(at.name());
            gone(status);
        }
    }

    private void gone(FileStatus file) {
        use.returnFile();
        if (files().anyMatch(other -> other.is(file))) {
            files().filter(other -> other.is(file)).forEach(OpenFile::delete);
        } else if (file.is(FileStatus.Type.REGULAR_FILE)) {
            use.returnBytes(file.size());
        }
    }

    void rename(int fd, String path, int newFd, String newPath) throws IOException {
        try (GuestPath from = GuestPath.resolve(directory(fd).directory(), path);
                GuestPath to = GuestPath.resolve(directory(newFd).directory(), newPath)) {
            requireWritable();
            if (from.self() || to.self()) {
                throw Errno.BUSY.failure();
            }
            FileStatus moved = from.required();
            Optional<FileStatus> replaced = to.status();
            boolean directory = moved.is(FileStatus.Type.DIRECTORY);
            if (!directory && (from.directoryMeant() || to.directoryMeant())) {
                throw Errno.NOTDIR.failure();
            } else if (replaced.isPresent() && replaced.get().is(FileStatus.Type.DIRECTORY) != directory) {
                throw (directory ? Errno.NOTDIR : Errno.ISDIR).failure();
            }
            from.directory().move(from.name(), to.directory(), to.name());
            replaced.filter(r -> !r.key().equals(moved.key())).ifPresent(this::gone);
        } catch (NoSuchFileException e) {
            throw Errno.NOENT.failure();
        }
    }

    /** Closes everything; the guest is over. */
    @Override
    public void close() {
        for (int fd = 0; fd < open.length; fd++) {
            Descriptor closed = open[fd];
            open[fd] = null;
            try {
                if (closed != null) {
                    closed.close();
                }
            } catch (IOException e) {
                // What the guest wrote was written before; there is nobody left to be told.
            }
        }
    }
}
