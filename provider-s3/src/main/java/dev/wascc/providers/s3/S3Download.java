package dev.wascc.providers.s3;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * An object, fetched range by range: an actor that takes its time with a chunk keeps no connection waiting for longer than a range. All
 * ranges are of one version, by its tag.
 */
final class S3Download extends InputStream {
    private static final long RANGE = 8 << 20;

    private final S3Client client;
    private final String bucket;
    private final String key;
    private final long size;
    private final String tag;
    private long at;
    private long rangeEnd;
    private @Nullable ResponseInputStream<GetObjectResponse> range;

    S3Download(S3Client client, String bucket, String key, long size, String tag) {
        this.client = client;
        this.bucket = bucket;
        this.key = key;
        this.size = size;
        this.tag = tag;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (length == 0) {
            return 0;
        }
        if (at >= size) {
            return -1;
        }
        ResponseInputStream<GetObjectResponse> source = range();
        int read = source.read(bytes, offset, (int) Math.min(length, rangeEnd - at));
        if (read < 0) {
            throw new IOException("S3 sent less than the range that was asked for");
        }
        at += read;
        return read;
    }

    private ResponseInputStream<GetObjectResponse> range() throws IOException {
        ResponseInputStream<GetObjectResponse> open = range;
        if (open != null && at < rangeEnd) {
            return open;
        }
        close();
        long end = Math.min(size, at + RANGE);
        ResponseInputStream<GetObjectResponse> opened = S3BlobStore.answer(
                bucket,
                () -> client.getObject(request ->
                        request.bucket(bucket).key(key).ifMatch(tag).range("bytes=" + at + "-" + (end - 1))));
        range = opened;
        rangeEnd = end;
        return opened;
    }

    @Override
    public void close() throws IOException {
        ResponseInputStream<GetObjectResponse> open = range;
        range = null;
        if (open != null && at < rangeEnd) {
            // The rest is not wanted, and is not to be read to keep the connection.
            open.abort();
        } else if (open != null) {
            open.close();
        }
    }
}
