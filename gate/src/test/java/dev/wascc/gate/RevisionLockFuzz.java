package dev.wascc.gate;

import dev.wascc.document.Document;
import dev.wascc.document.DocumentException;
import java.nio.charset.StandardCharsets;

/** Lock files; here as their reader is not public but for files. */
public final class RevisionLockFuzz {
    private RevisionLockFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        try {
            RevisionLock.of(Document.parse("revision.lock", new String(input, StandardCharsets.UTF_8), true));
        } catch (DocumentException e) {
            if (e.getMessage() == null || e.getMessage().isBlank()) {
                throw new IllegalStateException("refused without a word", e);
            }
        }
    }
}
