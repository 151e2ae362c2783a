package dev.wascc.wapc;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A directory of the host's file system, held open. Everything goes through the open directory ({@code openat} and its like) and one
 * component at a time, so that nobody who swaps a name for a link meanwhile can send it elsewhere.
 *
 * @param staging directories outside this one, in which new directories are made before they are moved here: the JDK has no
 *     {@code mkdirat}, and to make them by their paths would follow links
 */
record HostDirectory(SecureDirectoryStream<Path> stream, List<Path> staging) implements GuestDirectory {

    /** @throws IOException it cannot be opened, or this platform has no directories that can be held open */
    static HostDirectory open(Path root) throws IOException {
        List<Path> staging = new ArrayList<>(List.of(Path.of(System.getProperty("java.io.tmpdir", "/tmp"))));
        Path parent = root.getParent();
        if (parent != null) {
            staging.add(parent);
        }
        return new HostDirectory(stream(root), List.copyOf(staging));
    }

    private static SecureDirectoryStream<Path> stream(Path directory) throws IOException {
        DirectoryStream<Path> opened = Files.newDirectoryStream(directory);
        if (opened instanceof SecureDirectoryStream<Path> secure) {
            return secure;
        }
        opened.close();
        throw new IOException("directories cannot be granted to guests on this platform: it has no operations relative"
                + " to an open directory, and so links could lead out of it; grant files in memory instead");
    }

    private static Path name(String name) {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw Errno.ILSEQ.failure();
        }
    }

    @Override
    public FileStatus status() throws IOException {
        return FileStatus.of(
                stream.getFileAttributeView(BasicFileAttributeView.class).readAttributes());
    }

    @Override
    public FileStatus status(String name) throws IOException {
        return FileStatus.of(view(name).readAttributes());
    }

    private BasicFileAttributeView view(String name) {
        return stream.getFileAttributeView(name(name), BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public GuestDirectory directory(String name) throws IOException {
        return new HostDirectory(again(name), staging);
    }

    private SecureDirectoryStream<Path> again(String name) throws IOException {
        // Looked at first, because to open a pipe would wait for its other end.
        FileStatus status = status(name);
        if (status.is(FileStatus.Type.SYMBOLIC_LINK)) {
            throw Errno.LOOP.failure();
        } else if (!status.is(FileStatus.Type.DIRECTORY)) {
            throw Errno.NOTDIR.failure();
        }
        return stream.newDirectoryStream(name(name), LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public SeekableByteChannel open(String name, Set<OpenOption> options) throws IOException {
        Set<OpenOption> all = new HashSet<>(options);
        all.add(LinkOption.NOFOLLOW_LINKS);
        return stream.newByteChannel(name(name), all);
    }

    @Override
    public List<String> list(int max) throws IOException {
        List<String> names = new ArrayList<>();
        try (SecureDirectoryStream<Path> entries = again(".")) {
            for (Path entry : entries) {
                if (names.size() == max) {
                    throw Errno.FBIG.failure();
                }
                names.add(String.valueOf(entry.getFileName()));
            }
        }
        return names;
    }

    @Override
    public void createDirectory(String name) throws IOException {
        try {
            status(name);
            throw new FileAlreadyExistsException(name);
        } catch (NoSuchFileException e) {
            // as it should be
        }
        for (Path place : staging) {
            if (moveHere(place, name)) {
                return;
            }
        }
        throw Errno.PERM.failure();
    }

    /** Makes a directory in a private one there, and moves it here; false where that is another file system, or not to be written. */
    private boolean moveHere(Path place, String name) throws IOException {
        Path here;
        try {
            here = Files.createTempDirectory(place, ".wascc-");
        } catch (IOException e) {
            return false;
        }
        try (SecureDirectoryStream<Path> from = stream(here)) {
            Path made = Files.createDirectory(here.resolve("d"));
            try {
                from.move(Path.of("d"), stream, name(name));
                return true;
            } catch (java.nio.file.AtomicMoveNotSupportedException e) {
                return false;
            } finally {
                Files.deleteIfExists(made);
            }
        } finally {
            Files.deleteIfExists(here);
        }
    }

    @Override
    public void deleteFile(String name) throws IOException {
        stream.deleteFile(name(name));
    }

    @Override
    public void deleteDirectory(String name) throws IOException {
        stream.deleteDirectory(name(name));
    }

    @Override
    public void move(String name, GuestDirectory to, String newName) throws IOException {
        if (!(to instanceof HostDirectory target)) {
            throw Errno.XDEV.failure();
        }
        stream.move(name(name), target.stream, name(newName));
    }

    @Override
    public void setTimes(String name, @Nullable FileTime accessed, @Nullable FileTime modified) throws IOException {
        view(name).setTimes(modified, accessed, null);
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
