package dev.wascc.provider.blob;

import dev.wascc.provider.DispatchException;
import dev.wascc.provider.Dispatcher;
import dev.wascc.provider.OneLine;
import dev.wascc.provider.message.Message;
import dev.wascc.provider.message.Shapes;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The downloads of one actor: {@code ReceiveChunk} after {@code ReceiveChunk}, on threads of their own, as the actor is still busy with
 * its {@code StartDownload} when the first chunk is ready. Each call waits for the actor, so one chunk a download is in memory.
 */
final class Downloads {
    /** At once, for one actor. */
    static final int MAX_OPEN = 8;
    /** What wascc-fs takes for 0. */
    static final int DEFAULT_CHUNK = 512 << 10;
    /** A chunk with its message fits into what a host lets through. */
    static final int MAX_CHUNK = 4 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(Downloads.class);

    private final String actor;
    private final BlobStore store;
    private final Dispatcher dispatcher;
    private final ExecutorService threads;
    private final int firstNumber;
    private final Semaphore free = new Semaphore(MAX_OPEN);
    private volatile boolean ended;

    Downloads(String actor, BlobStore store, Dispatcher dispatcher, ExecutorService threads, int firstNumber) {
        this.actor = actor;
        this.store = store;
        this.dispatcher = dispatcher;
        this.threads = threads;
        this.firstNumber = firstNumber;
    }

    /** Begins to send; what is wrong from the start is an exception here, what goes wrong later a line in the log. */
    void start(Message request) throws IOException {
        String container = request.text("container");
        String id = request.text("id");
        long asked = request.whole("chunkSize");
        if (asked < 0 || asked > MAX_CHUNK) {
            throw new IOException("chunkSize is at most " + MAX_CHUNK + " bytes, or 0 for " + DEFAULT_CHUNK);
        }
        BlobStore.Blob blob = store.find(container, id)
                .orElseThrow(() -> new IOException("there is no blob " + container + "/" + id + " to download"));
        if (!free.tryAcquire()) {
            throw new IOException("there are " + MAX_OPEN + " downloads under way; " + container + "/" + id
                    + " can be had when one has ended");
        }
        boolean started = false;
        try {
            InputStream bytes = store.open(blob);
            try {
                threads.execute(() -> send(request, blob, asked == 0 ? DEFAULT_CHUNK : (int) asked, bytes));
                started = true;
            } catch (RejectedExecutionException e) {
                throw new IOException("the provider is being stopped", e);
            } finally {
                if (!started) {
                    bytes.close();
                }
            }
        } finally {
            if (!started) {
                free.release();
            }
        }
    }

    private void send(Message request, BlobStore.Blob blob, int chunkSize, InputStream source) {
        try (InputStream bytes = source) {
            long left = blob.size();
            long number = firstNumber;
            byte[] chunk = new byte[(int) Math.min(chunkSize, left)];
            do {
                int length = (int) Math.min(chunkSize, left);
                if (bytes.readNBytes(chunk, 0, length) < length) {
                    throw new IOException("the blob ended " + left + " bytes early");
                }
                if (ended) {
                    return;
                }
                byte[] part = length == chunk.length ? chunk : Arrays.copyOf(chunk, length);
                dispatcher.dispatch(
                        actor,
                        "ReceiveChunk",
                        message(request, blob, number++, chunkSize, part).encode());
                left -= length;
            } while (left > 0);
        } catch (IOException | DispatchException | RuntimeException e) {
            LOG.warn(
                    "the download of {} by {} has ended early: {}",
                    OneLine.of(blob.container() + "/" + blob.id()),
                    actor,
                    OneLine.of(String.valueOf(e.getMessage())));
        } finally {
            free.release();
        }
    }

    private static Message message(Message request, BlobStore.Blob blob, long number, int chunkSize, byte[] bytes) {
        Message chunk = Shapes.FILE_CHUNK
                .message()
                .with("sequenceNo", number)
                .with("container", blob.container())
                .with("id", blob.id())
                .with("totalBytes", blob.size())
                .with("chunkSize", (long) chunkSize)
                .with("chunkBytes", bytes);
        return request.optionalText("context")
                .map(context -> chunk.with("context", context))
                .orElse(chunk);
    }

    /** No chunk is sent after the one that is on its way. */
    void end() {
        ended = true;
    }
}
