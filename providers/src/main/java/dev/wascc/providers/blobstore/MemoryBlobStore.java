package dev.wascc.providers.blobstore;

import dev.wascc.provider.blob.BlobStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** {@link MemoryBlobs} under the limit of one binding. A name is any text of 1 to 1,024 characters without control characters. */
final class MemoryBlobStore implements BlobStore {
    private static final int MAX_NAME = 1024;

    private final MemoryBlobs blobs;
    private final long limit;

    MemoryBlobStore(MemoryBlobs blobs, long limit) {
        this.blobs = blobs;
        this.limit = limit;
    }

    private static String name(String text) throws IOException {
        if (text.isEmpty() || text.length() > MAX_NAME || text.chars().anyMatch(Character::isISOControl)) {
            throw new IOException(
                    "a container's or blob's id has 1 to " + MAX_NAME + " characters and no control characters");
        }
        return text;
    }

    private TreeMap<String, byte[]> container(String container) throws IOException {
        TreeMap<String, byte[]> found = blobs.containers.get(name(container));
        if (found == null) {
            throw new IOException("there is no container " + container + "; CreateContainer makes one");
        }
        return found;
    }

    @Override
    public void createContainer(String container) throws IOException {
        String name = name(container);
        synchronized (blobs) {
            blobs.containers.computeIfAbsent(name, none -> new TreeMap<>());
        }
    }

    @Override
    public void removeContainer(String container) throws IOException {
        synchronized (blobs) {
            if (!container(container).isEmpty()) {
                throw new IOException("the container " + container + " is not empty");
            }
            blobs.containers.remove(container);
        }
    }

    @Override
    public List<Blob> list(String container) throws IOException {
        synchronized (blobs) {
            return container(container).entrySet().stream()
                    .map(blob -> new Blob(container, blob.getKey(), blob.getValue().length))
                    .toList();
        }
    }

    @Override
    public Optional<Blob> find(String container, String id) throws IOException {
        String name = name(id);
        synchronized (blobs) {
            return Optional.ofNullable(blobs.containers.get(name(container)))
                    .map(found -> found.get(name))
                    .map(bytes -> new Blob(container, id, bytes.length));
        }
    }

    @Override
    public void remove(String container, String id) throws IOException {
        byte[] removed;
        synchronized (blobs) {
            removed = container(container).remove(name(id));
        }
        if (removed != null) {
            blobs.quota.giveBack(removed.length);
        }
    }

    @Override
    public Upload upload(String container, String id, long size) throws IOException {
        String name = name(id);
        synchronized (blobs) {
            container(container);
        }
        blobs.quota.take(size, Math.min(limit, Integer.MAX_VALUE - 8));
        return new MemoryUpload(container, name, ByteBuffer.allocate((int) size));
    }

    private final class MemoryUpload implements Upload {
        private final String container;
        private final String id;
        private final ByteBuffer bytes;

        MemoryUpload(String container, String id, ByteBuffer bytes) {
            this.container = container;
            this.id = id;
            this.bytes = bytes;
        }

        @Override
        public void write(byte[] more) {
            bytes.put(more);
        }

        @Override
        public void finish() throws IOException {
            byte[] replaced;
            synchronized (blobs) {
                replaced = container(container).put(id, bytes.array());
            }
            if (replaced != null) {
                blobs.quota.giveBack(replaced.length);
            }
        }

        @Override
        public void abort() {
            blobs.quota.giveBack(bytes.capacity());
        }
    }

    @Override
    public InputStream open(Blob blob) throws IOException {
        synchronized (blobs) {
            byte[] bytes = container(blob.container()).get(blob.id());
            if (bytes == null || bytes.length != blob.size()) {
                throw new IOException("the blob " + blob.container() + "/" + blob.id() + " has just been changed");
            }
            return new ByteArrayInputStream(bytes);
        }
    }
}
