package dev.wascc.providers.blobstore;

import dev.wascc.provider.blob.BlobStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Containers as directories of a root, blobs as files in them. Names are refused where they are not plain file names ({@link FileName}),
 * and no link is ever followed. An upload is written under a name of its own and renamed when it is whole.
 */
final class DirectoryBlobStore implements BlobStore {
    private static final Logger LOG = LoggerFactory.getLogger(DirectoryBlobStore.class);
    /** Begins with a dot, as no blob does. */
    private static final String PART = ".upload-";

    private static final Duration SURELY_OVER = Duration.ofDays(1);

    private final Path root;
    private final Quota quota;
    private final long limit;

    /** @param root a real path: no link is left in it */
    DirectoryBlobStore(Path root, Quota quota, long limit) {
        this.root = root;
        this.quota = quota;
        this.limit = limit;
    }

    /** Measures what is there; takes away what killed hosts left of uploads a day ago. */
    void countUsed() throws IOException {
        long used = 0;
        try (DirectoryStream<Path> containers = Files.newDirectoryStream(root)) {
            for (Path container : containers) {
                String name = String.valueOf(container.getFileName());
                if (!name.startsWith(".") && Files.isDirectory(container, LinkOption.NOFOLLOW_LINKS)) {
                    used += used(name);
                }
            }
        }
        quota.set(used);
    }

    private long used(String container) throws IOException {
        Instant before = Instant.now().minus(SURELY_OVER);
        long used = 0;
        try (ContainerDirectory directory = container(container)) {
            for (String name : directory.names()) {
                Optional<BasicFileAttributes> file = directory.file(name);
                if (file.isPresent()
                        && name.startsWith(PART)
                        && file.get().lastModifiedTime().toInstant().isBefore(before)) {
                    directory.delete(name);
                } else if (file.isPresent()) {
                    used += file.get().size();
                }
            }
        }
        return used;
    }

    private ContainerDirectory container(String container) throws IOException {
        try {
            return ContainerDirectory.open(root, FileName.checked(container));
        } catch (NoSuchFileException e) {
            throw new IOException("there is no container " + container + "; CreateContainer makes one", e);
        }
    }

    @Override
    public void createContainer(String container) throws IOException {
        String name = FileName.checked(container);
        try {
            Files.createDirectory(root.resolve(name));
        } catch (FileAlreadyExistsException e) {
            container(name).close();
        }
    }

    @Override
    public void removeContainer(String container) throws IOException {
        try (ContainerDirectory directory = container(container)) {
            Files.delete(root.resolve(container));
        } catch (DirectoryNotEmptyException e) {
            throw new IOException("the container " + container + " is not empty", e);
        }
    }

    @Override
    public List<Blob> list(String container) throws IOException {
        List<Blob> blobs = new ArrayList<>();
        try (ContainerDirectory directory = container(container)) {
            List<String> names = directory.names();
            names.sort(null);
            for (String name : names) {
                if (FileName.isOne(name)) {
                    directory.file(name).ifPresent(file -> blobs.add(new Blob(container, name, file.size())));
                }
            }
        }
        return blobs;
    }

    @Override
    public Optional<Blob> find(String container, String id) throws IOException {
        String name = FileName.checked(id);
        try (ContainerDirectory directory = ContainerDirectory.open(root, FileName.checked(container))) {
            return directory.file(name).map(file -> new Blob(container, id, file.size()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public void remove(String container, String id) throws IOException {
        String name = FileName.checked(id);
        try (ContainerDirectory directory = container(container)) {
            Optional<BasicFileAttributes> file = directory.file(name);
            if (file.isPresent()) {
                directory.delete(name);
                quota.giveBack(file.get().size());
            }
        } catch (NoSuchFileException e) {
            // It has just gone.
        }
    }

    @Override
    public InputStream open(Blob blob) throws IOException {
        String name = FileName.checked(blob.id());
        try (ContainerDirectory directory = container(blob.container())) {
            if (directory.file(name).isEmpty()) {
                throw new IOException("the blob " + blob.container() + "/" + name + " has just gone");
            }
            return Channels.newInputStream(directory.open(name, StandardOpenOption.READ));
        }
    }

    @Override
    public Upload upload(String container, String id, long size) throws IOException {
        String name = FileName.checked(id);
        try (ContainerDirectory directory = container(container)) {
            quota.take(size, limit);
            boolean open = false;
            try {
                String part = PART + UUID.randomUUID();
                SeekableByteChannel channel =
                        directory.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                open = true;
                return new FileUpload(container, name, part, channel, size);
            } finally {
                if (!open) {
                    quota.giveBack(size);
                }
            }
        }
    }

    private final class FileUpload implements Upload {
        private final String container;
        private final String name;
        private final String part;
        private final SeekableByteChannel channel;
        private final long size;

        FileUpload(String container, String name, String part, SeekableByteChannel channel, long size) {
            this.container = container;
            this.name = name;
            this.part = part;
            this.channel = channel;
            this.size = size;
        }

        @Override
        public void write(byte[] bytes) throws IOException {
            ByteBuffer left = ByteBuffer.wrap(bytes);
            while (left.hasRemaining()) {
                channel.write(left);
            }
        }

        @Override
        public void finish() throws IOException {
            if (channel instanceof FileChannel file) {
                file.force(true);
            }
            channel.close();
            try (ContainerDirectory directory = container(container)) {
                long replaced =
                        directory.file(name).map(BasicFileAttributes::size).orElse(0L);
                directory.rename(part, name);
                quota.giveBack(replaced);
            }
        }

        @Override
        public void abort() {
            quota.giveBack(size);
            try (SeekableByteChannel open = channel;
                    ContainerDirectory directory = container(container)) {
                directory.delete(part);
            } catch (IOException e) {
                LOG.debug("an upload that was given up left {} behind", part);
            }
        }
    }
}
