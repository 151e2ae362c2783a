package dev.wascc.providers.blobstore;

import dev.wascc.provider.Binding;
import dev.wascc.provider.blob.BlobStore;
import dev.wascc.provider.blob.BlobStoreProvider;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * Keeps blobs for as long as the host runs; all actors bound to one instance see the same ones. Binding values: {@code MAX_BYTES}
 * (67108864), beyond which nothing of that actor is taken.
 */
public final class MemoryBlobProvider extends BlobStoreProvider {
    private static final String DEFAULT_LIMIT = String.valueOf(64 << 20);

    /** Keys that mean blobs elsewhere. */
    private static final List<String> OTHERS = List.of("URL", "ROOT", "REGION", "ENDPOINT", "AWS_ACCESS_KEY");

    private final MemoryBlobs blobs = new MemoryBlobs();

    /** No containers at all. */
    public MemoryBlobProvider() {
        super("waSCC blob store (in memory)", 0);
    }

    @Override
    public boolean suits(Map<String, String> values) {
        return Collections.disjoint(values.keySet(), OTHERS);
    }

    @Override
    public String suitedBy() {
        return "none of " + String.join(", ", OTHERS);
    }

    @Override
    public String backend(String actor) {
        return "memory";
    }

    @Override
    protected BlobStore open(Binding binding) {
        long limit = Quota.limit(binding.values().getOrDefault("MAX_BYTES", DEFAULT_LIMIT));
        return new MemoryBlobStore(blobs, limit);
    }
}
