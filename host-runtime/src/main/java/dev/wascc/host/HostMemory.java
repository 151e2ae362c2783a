package dev.wascc.host;

import dev.wascc.host.HostException.Reason;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory that all guests of a host may have together. Each version of an actor reserves what its instances could grow to, so that what
 * was let in never lacks what its limit promises.
 */
final class HostMemory {
    private static final int PAGES_A_MEBIBYTE = 16;

    private final long totalPages;
    private final AtomicLong reserved = new AtomicLong();

    HostMemory(long totalPages) {
        this.totalPages = totalPages;
    }

    /** What was reserved, until it is given back, once. */
    final class Share {
        private final long pages;
        private final AtomicBoolean back = new AtomicBoolean();

        private Share(long pages) {
            this.pages = pages;
        }

        void giveBack() {
            if (!back.getAndSet(true)) {
                reserved.addAndGet(-pages);
            }
        }
    }

    /** @param who for the message */
    Share reserve(long pages, String who) throws HostException {
        long before = reserved.getAndUpdate(now -> pages > totalPages - now ? now : now + pages);
        if (pages > totalPages - before) {
            throw new HostException(
                    Reason.NO_MEMORY,
                    who + " may grow to " + mebibytes(pages) + " MiB, and of the " + mebibytes(totalPages)
                            + " MiB of all guests " + mebibytes(totalPages - before)
                            + " are left; lower its memory limit or its instances, or raise the total (a replacement runs"
                            + " beside the old version for a moment)");
        }
        return new Share(pages);
    }

    private static long mebibytes(long pages) {
        return (pages + PAGES_A_MEBIBYTE - 1) / PAGES_A_MEBIBYTE;
    }

    long reservedPages() {
        return reserved.get();
    }
}
