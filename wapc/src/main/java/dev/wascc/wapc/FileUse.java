package dev.wascc.wapc;

/** What one guest has used of its {@link FileQuota}. */
final class FileUse {
    private final FileQuota quota;
    private long bytes;
    private int files;

    FileUse(FileQuota quota) {
        this.quota = quota;
    }

    void addBytes(long growth) {
        if (growth > quota.bytes() - bytes) {
            throw Errno.NOSPC.failure();
        }
        bytes += growth;
    }

    /** Never below nothing: what was there before the guest came is nothing that it could use again. */
    void returnBytes(long shrunk) {
        bytes = Math.max(0, bytes - shrunk);
    }

    void addFile() {
        if (files >= quota.files()) {
            throw Errno.NOSPC.failure();
        }
        files++;
    }

    void returnFile() {
        files = Math.max(0, files - 1);
    }
}
