package dev.wascc.providers.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wascc.provider.Binding;
import dev.wascc.provider.message.Message;
import dev.wascc.provider.message.MessageFormatException;
import dev.wascc.provider.message.Shapes;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A blob of 200 MB, there and back, by a JVM that has 64 MB. */
class LargeBlobTest {
    private static final String ACTOR = "MASCXFM4R6X63UD5MSCDZYCJNPBVSIU6RKMXUPXRKAOSBQ6UY3VT3NPZ";
    private static final int CHUNK = 1 << 20;
    private static final int CHUNKS = 200;
    private static final int PATIENCE_SECONDS = 120;

    @TempDir
    Path directory;

    @Test
    void two_hundred_megabytes_pass_through_sixty_four() throws Exception {
        try (S3Double s3 = new S3Double(directory)) {
            Process process = new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx64m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            LargeBlobTest.class.getName(),
                            s3.endpoint()))
                    .redirectErrorStream(true)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(output).isZero();
            assertThat(output).contains("same bytes");
            assertThat(s3.partsReceived).hasValue(CHUNKS / 5);
        }
    }

    /** The small JVM. */
    public static void main(String[] args) throws Exception {
        MessageDigest sent = MessageDigest.getInstance("SHA-256");
        MessageDigest got = MessageDigest.getInstance("SHA-256");
        CountDownLatch all = new CountDownLatch(CHUNKS);
        try (S3BlobProvider provider = new S3BlobProvider()) {
            provider.start((actor, operation, payload) -> {
                try {
                    got.update(Shapes.FILE_CHUNK.decode(payload).bytes("chunkBytes"));
                    all.countDown();
                    return new byte[0];
                } catch (MessageFormatException e) {
                    throw new AssertionError(e);
                }
            });
            provider.bind(Binding.of(
                    ACTOR,
                    "wascc:blobstore",
                    Map.of(
                            "REGION", S3Double.REGION,
                            "ENDPOINT", args[0],
                            "AWS_ACCESS_KEY", S3Double.ACCESS_KEY,
                            "AWS_SECRET_ACCESS_KEY", S3Double.SECRET_KEY)));
            provider.handle(
                    ACTOR,
                    "CreateContainer",
                    Shapes.CONTAINER.message().with("id", "films").encode());
            Message chunk = Shapes.FILE_CHUNK
                    .message()
                    .with("sequenceNo", 0L)
                    .with("container", "films")
                    .with("id", "long")
                    .with("totalBytes", (long) CHUNK * CHUNKS)
                    .with("chunkSize", (long) CHUNK)
                    .with("chunkBytes", new byte[0]);
            provider.handle(ACTOR, "StartUpload", chunk.encode());
            Random random = new Random(1);
            byte[] bytes = new byte[CHUNK];
            for (long i = 0; i < CHUNKS; i++) {
                random.nextBytes(bytes);
                sent.update(bytes);
                provider.handle(
                        ACTOR,
                        "UploadChunk",
                        chunk.with("sequenceNo", i).with("chunkBytes", bytes).encode());
            }
            provider.handle(
                    ACTOR,
                    "StartDownload",
                    Shapes.STREAM_REQUEST
                            .message()
                            .with("id", "long")
                            .with("container", "films")
                            .with("chunkSize", (long) CHUNK)
                            .encode());
            if (!all.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError(all.getCount() + " chunks are missing");
            }
        }
        String there = HexFormat.of().formatHex(sent.digest());
        String back = HexFormat.of().formatHex(got.digest());
        System.out.println(there.equals(back) ? "same bytes" : "other bytes");
    }
}
