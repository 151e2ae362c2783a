package dev.wascc.claims.archive;

import java.io.IOException;

/** What is read is no archive, or is beyond the bounds. It goes no further than this package: callers are told by a finding. */
final class MalformedArchiveException extends IOException {
    private static final long serialVersionUID = 1L;

    MalformedArchiveException(String message) {
        super(message);
    }
}
