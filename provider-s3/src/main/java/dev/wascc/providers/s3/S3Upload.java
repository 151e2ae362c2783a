package dev.wascc.providers.s3;

import dev.wascc.provider.blob.BlobStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/** An object in parts, one of which is in memory; a small one is put at once. It appears with the last request. */
final class S3Upload implements BlobStore.Upload {
    /** The least that S3 takes for a part that is not the last. */
    static final int MIN_PART = 5 << 20;

    private static final int MAX_PART = 64 << 20;
    private static final int MAX_PARTS = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(S3Upload.class);

    private final S3Client client;
    private final String bucket;
    private final String key;
    private final long size;
    private final byte[] part;
    private final List<CompletedPart> parts = new ArrayList<>();
    private int filled;
    private @Nullable String uploadId;

    /** @throws IOException an object of this size has no parts that fit into memory */
    S3Upload(S3Client client, String bucket, String key, long size) throws IOException {
        if (size > (long) MAX_PART * MAX_PARTS) {
            throw new IOException("a blob has at most " + (long) MAX_PART * MAX_PARTS + " bytes here");
        }
        this.client = client;
        this.bucket = bucket;
        this.key = key;
        this.size = size;
        long partSize = Math.max(MIN_PART, (size + MAX_PARTS - 1) / MAX_PARTS);
        this.part = new byte[(int) Math.min(partSize, size)];
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        int at = 0;
        while (at < bytes.length) {
            int length = Math.min(bytes.length - at, part.length - filled);
            System.arraycopy(bytes, at, part, filled, length);
            at += length;
            filled += length;
            if (filled == part.length && size > part.length) {
                sendPart();
            }
        }
    }

    private void sendPart() throws IOException {
        int number = parts.size() + 1;
        String tag = S3BlobStore.answer(bucket, () -> {
            String id = uploadId;
            if (id == null) {
                id = client.createMultipartUpload(
                                request -> request.bucket(bucket).key(key))
                        .uploadId();
                uploadId = id;
            }
            String begun = id;
            return client.uploadPart(
                            request -> request.bucket(bucket)
                                    .key(key)
                                    .uploadId(begun)
                                    .partNumber(number),
                            body())
                    .eTag();
        });
        parts.add(CompletedPart.builder().partNumber(number).eTag(tag).build());
        filled = 0;
    }

    /** The bytes where they are: the SDK's other bodies make copies. */
    private RequestBody body() {
        return RequestBody.fromInputStream(new ByteArrayInputStream(part, 0, filled), filled);
    }

    @Override
    public void finish() throws IOException {
        if (size <= part.length) {
            S3BlobStore.answer(
                    bucket,
                    () -> client.putObject(request -> request.bucket(bucket).key(key), body()));
            return;
        }
        if (filled > 0) {
            sendPart();
        }
        S3BlobStore.answer(
                bucket,
                () -> client.completeMultipartUpload(request ->
                        request.bucket(bucket).key(key).uploadId(uploadId).multipartUpload(all -> all.parts(parts))));
        uploadId = null;
    }

    @Override
    public void abort() {
        String id = uploadId;
        if (id == null) {
            return;
        }
        try {
            client.abortMultipartUpload(
                    request -> request.bucket(bucket).key(key).uploadId(id));
        } catch (SdkException e) {
            LOG.warn(
                    "an upload into the bucket {} could not be given up; its parts stay until S3 takes them away",
                    bucket);
        }
    }
}
