package dev.wascc.claims.archive;

import java.io.IOException;
import java.io.InputStream;

/** Bytes that can be read from the beginning as often as they are wanted. */
@FunctionalInterface
public interface Content {
    /** The caller closes it. */
    InputStream open() throws IOException;
}
