package dev.wascc.providers.s3;

import dev.wascc.provider.Binding;
import dev.wascc.provider.blob.BlobStore;
import dev.wascc.provider.blob.BlobStoreProvider;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps blobs in S3: a container is a bucket, a blob an object. Binding values, those of wascc-s3 0.7.1: {@code REGION}
 * (us-east-1), {@code ENDPOINT} (the region's own at Amazon), {@code AWS_ACCESS_KEY}, {@code AWS_SECRET_ACCESS_KEY}, {@code AWS_TOKEN};
 * without an access key the default chain of the AWS SDK is asked. {@code PATH_STYLE} (true with an {@code ENDPOINT}) puts buckets in
 * the path instead of the host's name. {@code URL} is short for one of the first two: {@code s3://REGION} or {@code s3://HOST:PORT}.
 */
public final class S3BlobProvider extends BlobStoreProvider {
    private final Map<String, String> places = new ConcurrentHashMap<>();

    public S3BlobProvider() {
        super("waSCC blob store (S3)", 1);
    }

    @Override
    public boolean suits(Map<String, String> values) {
        return values.containsKey("REGION")
                || values.containsKey("ENDPOINT")
                || values.containsKey("AWS_ACCESS_KEY")
                || values.getOrDefault("URL", "").startsWith(S3Settings.SCHEME);
    }

    @Override
    public String suitedBy() {
        return "REGION, ENDPOINT, AWS_ACCESS_KEY, or URL: s3://REGION or s3://HOST";
    }

    @Override
    public String backend(String actor) {
        return "s3 " + places.getOrDefault(actor, "");
    }

    @Override
    protected BlobStore open(Binding binding) {
        S3Settings settings = S3Settings.of(binding.values());
        places.put(binding.actor(), settings.place());
        return new S3BlobStore(settings.client());
    }
}
