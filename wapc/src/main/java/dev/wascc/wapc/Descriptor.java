package dev.wascc.wapc;

import java.io.IOException;

/** What a guest has open. */
sealed interface Descriptor permits StandardStream, OpenFile, OpenDirectory {
    FileStatus status() throws IOException;

    /** Of WASI, for what can be done with it. */
    long rights();

    /** Of WASI, for what is opened from it. */
    default long inheriting() {
        return 0;
    }

    /** {@code fdflags} of WASI. */
    default int flags() {
        return 0;
    }

    void close() throws IOException;
}
