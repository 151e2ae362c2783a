package dev.wascc.providers.s3;

import dev.wascc.provider.blob.BlobStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;

/** Containers as buckets, blobs as objects. Nothing is kept here: what the server says is so. */
final class S3BlobStore implements BlobStore {
    private static final int MAX_KEY = 1024;

    private final S3Client client;

    S3BlobStore(S3Client client) {
        this.client = client;
    }

    /** By the naming rules of S3; they keep a bucket's name from becoming another host or path. */
    private static String bucket(String container) throws IOException {
        if (!container.matches("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]") || container.contains("..")) {
            throw new IOException(
                    "a container is a bucket here: 3 to 63 lower-case letters, digits, dots and hyphens, with a letter or"
                            + " digit at each end");
        }
        return container;
    }

    private static String key(String id) throws IOException {
        int length = id.getBytes(StandardCharsets.UTF_8).length;
        boolean dots = List.of(id.split("/", -1)).stream().anyMatch(part -> part.equals(".") || part.equals(".."));
        if (length == 0 || length > MAX_KEY || dots || id.chars().anyMatch(Character::isISOControl)) {
            throw new IOException("the id of a blob is a key of S3 here: 1 to " + MAX_KEY
                    + " bytes without control characters and without . or .. between slashes");
        }
        return id;
    }

    /** What the server answers; its refusals become texts that hold its code and none of the request. */
    static <T> T answer(String container, Supplier<T> request) throws IOException {
        try {
            return request.get();
        } catch (AwsServiceException e) {
            String code = Optional.ofNullable(e.awsErrorDetails())
                    .map(AwsErrorDetails::errorCode)
                    .orElse("");
            throw switch (code) {
                case "NoSuchBucket" ->
                    new IOException("there is no container " + container + "; CreateContainer makes one", e);
                case "BucketNotEmpty" -> new IOException("the container " + container + " is not empty", e);
                default -> new IOException("S3 refused: " + e.statusCode() + (code.isEmpty() ? "" : " " + code), e);
            };
        } catch (SdkException e) {
            // Its message may hold the endpoint and where credentials were looked for.
            throw new IOException("S3 was not reached: " + e.getClass().getSimpleName(), e);
        }
    }

    @Override
    public void createContainer(String container) throws IOException {
        String bucket = bucket(container);
        answer(container, () -> {
            try {
                return client.createBucket(request -> request.bucket(bucket)).toString();
            } catch (BucketAlreadyOwnedByYouException e) {
                return bucket;
            }
        });
    }

    @Override
    public void removeContainer(String container) throws IOException {
        String bucket = bucket(container);
        answer(container, () -> client.deleteBucket(request -> request.bucket(bucket)));
    }

    @Override
    public List<Blob> list(String container) throws IOException {
        String bucket = bucket(container);
        return answer(
                container, () -> client.listObjectsV2Paginator(request -> request.bucket(bucket)).contents().stream()
                        .map(object -> new Blob(container, object.key(), object.size()))
                        .toList());
    }

    @Override
    public Optional<Blob> find(String container, String id) throws IOException {
        return head(bucket(container), key(id)).map(head -> new Blob(container, id, head.contentLength()));
    }

    private Optional<HeadObjectResponse> head(String bucket, String key) throws IOException {
        return answer(bucket, () -> {
            try {
                return Optional.of(
                        client.headObject(request -> request.bucket(bucket).key(key)));
            } catch (AwsServiceException e) {
                // Of a HEAD there is no body that would say what is missing.
                if (e.statusCode() == 404) {
                    return Optional.empty();
                }
                throw e;
            }
        });
    }

    @Override
    public void remove(String container, String id) throws IOException {
        String bucket = bucket(container);
        String key = key(id);
        answer(
                container,
                () -> client.deleteObject(request -> request.bucket(bucket).key(key)));
    }

    @Override
    public Upload upload(String container, String id, long size) throws IOException {
        String bucket = bucket(container);
        String key = key(id);
        // Said at once, not after five megabytes.
        answer(container, () -> {
            try {
                return client.headBucket(request -> request.bucket(bucket)).toString();
            } catch (AwsServiceException e) {
                if (e.statusCode() == 404) {
                    throw missing(e);
                }
                throw e;
            }
        });
        return new S3Upload(client, bucket, key, size);
    }

    private static AwsServiceException missing(AwsServiceException e) {
        return NoSuchBucketException.builder()
                .awsErrorDetails(
                        AwsErrorDetails.builder().errorCode("NoSuchBucket").build())
                .statusCode(404)
                .cause(e)
                .build();
    }

    @Override
    public InputStream open(Blob blob) throws IOException {
        String bucket = bucket(blob.container());
        String key = key(blob.id());
        HeadObjectResponse head = head(bucket, key)
                .filter(found -> found.contentLength() == blob.size())
                .orElseThrow(() -> new IOException("the blob " + bucket + "/" + key + " has just been changed"));
        return new S3Download(client, bucket, key, blob.size(), head.eTag());
    }

    @Override
    public void close() {
        client.close();
    }
}
