package dev.wascc.providers.blobstore;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;

/** How many bytes are taken of those that may be; room is taken before anything is written. */
final class Quota {
    private final AtomicLong used = new AtomicLong();

    /** @throws IOException there is not so much room under this limit */
    void take(long bytes, long limit) throws IOException {
        long before = used.get();
        while (bytes <= limit - before) {
            if (used.compareAndSet(before, before + bytes)) {
                return;
            }
            before = used.get();
        }
        throw new IOException("there is no room for " + bytes + " bytes: " + Math.max(0, limit - before) + " of "
                + limit + " are left; remove blobs, or raise MAX_BYTES");
    }

    void giveBack(long bytes) {
        used.addAndGet(-bytes);
    }

    void set(long bytes) {
        used.set(bytes);
    }

    /** The limit that a binding's value {@code MAX_BYTES} sets: a number of bytes. */
    static long limit(String value) {
        try {
            long limit = Long.parseLong(value.strip());
            if (limit > 0) {
                return limit;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new IllegalArgumentException("MAX_BYTES is a number of bytes, 1 or more");
    }
}
