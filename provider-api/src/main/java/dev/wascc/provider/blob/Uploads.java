package dev.wascc.provider.blob;

import dev.wascc.provider.message.Message;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * The uploads of one actor that are under way. Chunks come in order: numbers start at 0 or 1 and grow by one, as the clients of the fs
 * and the s3 provider have it; anything else would be a blob with its parts in the wrong places.
 */
final class Uploads {
    /** At once, for one actor: each may hold a part in memory. */
    static final int MAX_OPEN = 8;

    private record Name(String container, String id) {
        static Name of(Message chunk) {
            return new Name(chunk.text("container"), chunk.text("id"));
        }

        @Override
        public String toString() {
            return container + "/" + id;
        }
    }

    /** One upload; its own lock is held while its bytes are written, so that chunks of one blob follow each other. */
    private static final class Open {
        private final BlobStore.Upload upload;
        private final long size;
        private long written;
        private long next = -1;
        private boolean ended;

        Open(BlobStore.Upload upload, long size) {
            this.upload = upload;
            this.size = size;
        }

        /** Whether that was all. */
        synchronized boolean add(Name name, long number, byte[] bytes) throws IOException {
            if (ended) {
                throw new IOException("the upload of " + name + " has ended; start it again");
            }
            long expected = next < 0 ? Math.min(number, 1) : next;
            if (number != expected) {
                throw new IOException("chunk " + number + " of " + name + " came where chunk "
                        + (next < 0 ? "0 or 1" : expected) + " was due; chunks are sent in order");
            }
            if (bytes.length > size - written) {
                throw new IOException("chunk " + number + " of " + name + " is beyond the " + size
                        + " bytes that StartUpload announced");
            }
            upload.write(bytes);
            next = number + 1;
            written += bytes.length;
            return finished();
        }

        synchronized boolean finished() throws IOException {
            if (written < size || ended) {
                return false;
            }
            upload.finish();
            ended = true;
            return true;
        }

        synchronized void abort() {
            if (!ended) {
                ended = true;
                upload.abort();
            }
        }
    }

    private final BlobStore store;
    private final Map<Name, Open> open = new HashMap<>();

    Uploads(BlobStore store) {
        this.store = store;
    }

    /** Begins a blob; one of the same name that is under way is given up. An empty one is there at once. */
    void start(Message chunk) throws IOException {
        Name name = Name.of(chunk);
        long size = chunk.whole("totalBytes");
        if (size < 0) {
            throw new IOException("totalBytes of " + name + " is beyond what a blob can have");
        }
        abort(name);
        Open started = new Open(store.upload(name.container(), name.id(), size), size);
        boolean kept = false;
        try {
            if (!started.finished()) {
                keep(name, started);
                kept = true;
            }
        } finally {
            if (!kept) {
                started.abort();
            }
        }
    }

    private void keep(Name name, Open started) throws IOException {
        Open other;
        synchronized (open) {
            if (open.size() >= MAX_OPEN && !open.containsKey(name)) {
                throw new IOException(
                        "there are " + MAX_OPEN + " uploads under way; end one before " + name + " is started");
            }
            other = open.put(name, started);
        }
        if (other != null) {
            other.abort();
        }
    }

    void add(Message chunk) throws IOException {
        Name name = Name.of(chunk);
        Open upload;
        synchronized (open) {
            upload = open.get(name);
        }
        if (upload == null) {
            throw new IOException("no upload of " + name + " is under way; StartUpload begins one");
        }
        boolean goesOn = false;
        try {
            goesOn = !upload.add(name, chunk.whole("sequenceNo"), chunk.bytes("chunkBytes"));
        } finally {
            if (!goesOn) {
                upload.abort();
                synchronized (open) {
                    open.remove(name, upload);
                }
            }
        }
    }

    private void abort(Name name) {
        Open upload;
        synchronized (open) {
            upload = open.remove(name);
        }
        if (upload != null) {
            upload.abort();
        }
    }

    void abortAll() {
        Map<Name, Open> all;
        synchronized (open) {
            all = new HashMap<>(open);
            open.clear();
        }
        all.values().forEach(Open::abort);
    }
}
