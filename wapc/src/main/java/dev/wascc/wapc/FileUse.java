package dev.wascc.wapc;

/** What one guest, or all that share a directory, have used of a {@link FileQuota}. For any thread. */
final class FileUse {
    private final FileQuota quota;
    private long bytes;
    private int files;

    FileUse(FileQuota quota) {
        this.quota = quota;
    }

    synchronized void addBytes(long growth) {
        if (growth > quota.bytes() - bytes) {
            throw Errno.NOSPC.failure();
        }
        bytes += growth;
    }

    /** Never below nothing: what was there before the guest came is nothing that it could use again. */
    synchronized void returnBytes(long shrunk) {
        bytes = Math.max(0, bytes - shrunk);
    }

    synchronized void addFile() {
        if (files >= quota.files()) {
            throw Errno.NOSPC.failure();
        }
        files++;
    }

    synchronized void returnFile() {
        files = Math.max(0, files - 1);
    }
}
