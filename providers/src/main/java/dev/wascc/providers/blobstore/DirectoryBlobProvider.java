package dev.wascc.providers.blobstore;

import dev.wascc.provider.Binding;
import dev.wascc.provider.OneLine;
import dev.wascc.provider.blob.BlobStore;
import dev.wascc.provider.blob.BlobStoreProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps blobs as files: a container is a directory of the root, a blob a file in it. Binding values: {@code ROOT}, a directory that is
 * there, one for each binding, or {@code URL}, {@code file:} and that directory; {@code MAX_BYTES} (1073741824), which all blobs under a root may have together.
 */
public final class DirectoryBlobProvider extends BlobStoreProvider {
    private static final String FILE = "file:";
    private static final String DEFAULT_LIMIT = String.valueOf(1L << 30);

    private final Map<Path, Quota> quotas = new ConcurrentHashMap<>();
    private final Map<String, Path> roots = new ConcurrentHashMap<>();

    public DirectoryBlobProvider() {
        super("waSCC blob store (directory)", 0);
    }

    @Override
    public boolean suits(Map<String, String> values) {
        return values.containsKey("ROOT") || values.getOrDefault("URL", "").startsWith(FILE);
    }

    @Override
    public String suitedBy() {
        return "ROOT: a directory, or URL: file:DIRECTORY";
    }

    @Override
    public String backend(String actor) {
        Path root = roots.get(actor);
        return root == null ? "directory" : "directory " + OneLine.of(root.toString());
    }

    @Override
    protected BlobStore open(Binding binding) throws IOException {
        String url = binding.values().getOrDefault("URL", "");
        String named = url.startsWith(FILE) ? url.substring(FILE.length()) : "";
        String root = binding.values().getOrDefault("ROOT", named);
        if (root.isBlank()) {
            throw new IllegalArgumentException("ROOT is missing; it names the directory that holds the containers");
        }
        long limit = Quota.limit(binding.values().getOrDefault("MAX_BYTES", DEFAULT_LIMIT));
        Path real;
        try {
            real = Path.of(root).toRealPath();
        } catch (InvalidPathException | IOException e) {
            throw new IOException("ROOT " + root + " is no directory that is there; make it first", e);
        }
        if (!Files.isDirectory(real)) {
            throw new IOException("ROOT " + root + " is no directory");
        }
        DirectoryBlobStore store =
                new DirectoryBlobStore(real, quotas.computeIfAbsent(real, none -> new Quota()), limit);
        store.countUsed();
        roots.put(binding.actor(), real);
        return store;
    }
}
