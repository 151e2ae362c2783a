package dev.wascc.providers.blobstore;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One open directory of a root, never reached through a link. Where the system can (Linux), all goes through the open directory itself
 * ({@code openat}), so that a directory which is swapped for a link meanwhile leads nowhere; elsewhere names are looked at before each use.
 */
final class ContainerDirectory implements AutoCloseable {
    private final DirectoryStream<Path> stream;
    private final @Nullable SecureDirectoryStream<Path> secure;
    private final Path path;

    private ContainerDirectory(DirectoryStream<Path> stream, Path path) {
        this.stream = stream;
        this.secure = stream instanceof SecureDirectoryStream<Path> able ? able : null;
        this.path = path;
    }

    /** @throws NoSuchFileException there is no such directory; a link to one is none */
    static ContainerDirectory open(Path root, String name) throws IOException {
        Path path = root.resolve(name);
        try (DirectoryStream<Path> parent = Files.newDirectoryStream(root)) {
            if (parent instanceof SecureDirectoryStream<Path> able) {
                return new ContainerDirectory(able.newDirectoryStream(Path.of(name), LinkOption.NOFOLLOW_LINKS), path);
            }
            if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                throw new NoSuchFileException(name);
            }
            return new ContainerDirectory(Files.newDirectoryStream(path), path);
        } catch (NotDirectoryException e) {
            throw absent(name, e);
        } catch (NoSuchFileException e) {
            throw e;
        } catch (FileSystemException e) {
            // A link, which is not followed.
            if (Files.isSymbolicLink(path)) {
                throw absent(name, e);
            }
            throw e;
        }
    }

    private static NoSuchFileException absent(String name, FileSystemException cause) {
        NoSuchFileException absent = new NoSuchFileException(name);
        absent.initCause(cause);
        return absent;
    }

    /** The names in it; once. */
    List<String> names() {
        List<String> names = new ArrayList<>();
        stream.forEach(entry -> names.add(String.valueOf(entry.getFileName())));
        return names;
    }

    /** What a name stands for, if it is a plain file. */
    Optional<BasicFileAttributes> file(String name) throws IOException {
        try {
            BasicFileAttributeView view = secure != null
                    ? secure.getFileAttributeView(
                            Path.of(name), BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                    : Files.getFileAttributeView(
                            path.resolve(name), BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
            BasicFileAttributes attributes = view.readAttributes();
            return attributes.isRegularFile() ? Optional.of(attributes) : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Opens a file, and no link. */
    SeekableByteChannel open(String name, OpenOption... options) throws IOException {
        Set<OpenOption> all = new HashSet<>(List.of(options));
        all.add(LinkOption.NOFOLLOW_LINKS);
        return secure != null
                ? secure.newByteChannel(Path.of(name), all)
                : Files.newByteChannel(path.resolve(name), all);
    }

    void delete(String name) throws IOException {
        if (secure != null) {
            secure.deleteFile(Path.of(name));
        } else {
            Files.delete(path.resolve(name));
        }
    }

    /** Gives a file another name, in the place of what had that name. */
    void rename(String from, String to) throws IOException {
        if (secure != null) {
            secure.move(Path.of(from), secure, Path.of(to));
        } else {
            Files.move(path.resolve(from), path.resolve(to), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
