package dev.wascc.wapc;

import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A file or directory in memory; its identity is its key. */
abstract class MemoryNode {
    private final FileStatus.Type type;
    private final Clock clock;
    private long accessed;
    private long modified;

    MemoryNode(FileStatus.Type type, Clock clock) {
        this.type = type;
        this.clock = clock;
        touch();
    }

    abstract long size();

    public FileStatus status() {
        return new FileStatus(this, type, size(), accessed, modified, modified);
    }

    final void touch() {
        Instant now = clock.instant();
        modified = TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
        accessed = modified;
    }

    void setTimes(@Nullable FileTime newAccessed, @Nullable FileTime newModified) {
        accessed = newAccessed == null ? accessed : newAccessed.to(TimeUnit.NANOSECONDS);
        modified = newModified == null ? modified : newModified.to(TimeUnit.NANOSECONDS);
    }
}
