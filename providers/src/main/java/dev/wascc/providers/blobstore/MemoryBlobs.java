package dev.wascc.providers.blobstore;

import java.util.TreeMap;

/** Containers of blobs in memory; guarded by its monitor, which is held for look-ups alone. */
final class MemoryBlobs {
    final TreeMap<String, TreeMap<String, byte[]>> containers = new TreeMap<>();
    final Quota quota = new Quota();
}
