package dev.wascc.provider.blob;

import dev.wascc.provider.Binding;
import dev.wascc.provider.CapabilityDescriptor;
import dev.wascc.provider.CapabilityDescriptor.Direction;
import dev.wascc.provider.CapabilityDescriptor.Operation;
import dev.wascc.provider.CapabilityProvider;
import dev.wascc.provider.Dispatcher;
import dev.wascc.provider.message.Message;
import dev.wascc.provider.message.Shapes;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A provider of {@code wascc:blobstore}: the operations of wascc-codec 0.8.1 over the {@link BlobStore} of each binding. Uploads and
 * downloads go by chunks, so that no blob is ever whole in memory.
 */
public abstract class BlobStoreProvider implements CapabilityProvider {
    private static final byte[] NOTHING = new byte[0];
    private static final AtomicInteger NUMBER = new AtomicInteger();

    /** What one bound actor has. */
    private record Bound(BlobStore store, Uploads uploads, Downloads downloads) implements AutoCloseable {
        @Override
        public void close() {
            downloads.end();
            uploads.abortAll();
            store.close();
        }
    }

    private final String name;
    private final int firstNumber;
    private final Map<String, Bound> actors = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(BlobStoreProvider::thread);
    private volatile @Nullable Dispatcher dispatcher;

    /**
     * Sets fields.
     *
     * @param name for people
     * @param firstNumber of the first chunk of a download: 0 as wascc-fs has it, 1 as wascc-s3
     */
    protected BlobStoreProvider(String name, int firstNumber) {
        this.name = name;
        this.firstNumber = firstNumber;
    }

    /**
     * The store that a binding's values mean, for this binding alone; closed when the actor is unbound.
     *
     * @throws Exception refuses the binding; the message says which value is wrong, and holds no secret
     */
    protected abstract BlobStore open(Binding binding) throws Exception;

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "blobstore-" + NUMBER.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public CapabilityDescriptor descriptor() {
        return new CapabilityDescriptor(
                "wascc:blobstore",
                name,
                "0.1.0",
                1,
                "Blobs in containers, sent and fetched in chunks",
                Stream.of(
                                "CreateContainer",
                                "RemoveContainer",
                                "ListObjects",
                                "GetObjectInfo",
                                "RemoveObject",
                                "StartUpload",
                                "UploadChunk",
                                "StartDownload",
                                "ReceiveChunk")
                        .map(operation -> new Operation(
                                operation,
                                operation.equals("ReceiveChunk") ? Direction.TO_ACTOR : Direction.TO_PROVIDER,
                                ""))
                        .toList());
    }

    @Override
    public void start(Dispatcher toActors) {
        dispatcher = toActors;
    }

    @Override
    public final void bind(Binding binding) throws Exception {
        Dispatcher toActors = dispatcher;
        if (toActors == null) {
            throw new IllegalStateException("the provider was not started");
        }
        BlobStore store = open(binding);
        Bound bound = new Bound(
                store, new Uploads(store), new Downloads(binding.actor(), store, toActors, threads, firstNumber));
        close(actors.put(binding.actor(), bound));
    }

    @Override
    public final void unbind(String actor) {
        close(actors.remove(actor));
    }

    private static void close(@Nullable Bound bound) {
        if (bound != null) {
            bound.close();
        }
    }

    @Override
    public final byte[] handle(String actor, String operation, byte[] payload) throws Exception {
        Bound bound = actors.get(actor);
        if (bound == null) {
            throw new IllegalStateException("Attempted to invoke binding-required operation on unbound provider");
        }
        switch (operation) {
            case "CreateContainer", "RemoveContainer", "ListObjects" -> {
                return container(bound.store(), operation, Shapes.CONTAINER.decode(payload));
            }
            case "GetObjectInfo", "RemoveObject" -> {
                return object(bound.store(), operation, Shapes.BLOB.decode(payload));
            }
            case "StartUpload" -> bound.uploads().start(Shapes.FILE_CHUNK.decode(payload));
            case "UploadChunk" -> bound.uploads().add(Shapes.FILE_CHUNK.decode(payload));
            case "StartDownload" -> bound.downloads().start(Shapes.STREAM_REQUEST.decode(payload));
            default -> throw new IllegalArgumentException("bad dispatch");
        }
        return NOTHING;
    }

    private static byte[] container(BlobStore store, String operation, Message container) throws IOException {
        String id = container.text("id");
        switch (operation) {
            case "CreateContainer" -> {
                store.createContainer(id);
                return container.encode();
            }
            case "RemoveContainer" -> {
                store.removeContainer(id);
                return NOTHING;
            }
            default -> {
                List<Message> blobs =
                        store.list(id).stream().map(BlobStoreProvider::message).toList();
                return Shapes.BLOB_LIST.message().with("blobs", blobs).encode();
            }
        }
    }

    private static byte[] object(BlobStore store, String operation, Message blob) throws IOException {
        String container = blob.text("container");
        String id = blob.text("id");
        if (operation.equals("RemoveObject")) {
            store.remove(container, id);
            return NOTHING;
        }
        // A blob that is not there is answered as wascc-fs and wascc-s3 do.
        return message(store.find(container, id).orElse(new BlobStore.Blob("none", "none", 0)))
                .encode();
    }

    private static Message message(BlobStore.Blob blob) {
        return Shapes.BLOB
                .message()
                .with("id", blob.id())
                .with("container", blob.container())
                .with("byteSize", blob.size());
    }

    /** Ends downloads and uploads that are under way. */
    @Override
    public void close() {
        actors.keySet().forEach(this::unbind);
        threads.shutdown();
    }
}
