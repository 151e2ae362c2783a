package dev.wascc.provider.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wascc.provider.Binding;
import dev.wascc.provider.CapabilityProvider;
import dev.wascc.provider.message.Message;
import dev.wascc.provider.message.MessageShape;
import dev.wascc.provider.message.Operations;
import dev.wascc.provider.message.Shapes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every provider of {@code wascc:blobstore} does. Each test begins with no containers. */
public abstract class BlobstoreContract {
    /** The bound actor. */
    protected static final String ACTOR = "MASCXFM4R6X63UD5MSCDZYCJNPBVSIU6RKMXUPXRKAOSBQ6UY3VT3NPZ";

    private static final int PATIENCE_SECONDS = 20;

    private final BlockingQueue<Message> received = new LinkedBlockingQueue<>();
    private CapabilityProvider provider;

    /** A new provider, not started. */
    protected abstract CapabilityProvider provider() throws Exception;

    /** What an actor is bound with. */
    protected abstract Map<String, String> values() throws Exception;

    /** The number of the first chunk of a download: 0, or 1 as the s3 provider of the Rust host has it. */
    protected int firstNumber() {
        return 0;
    }

    @BeforeEach
    void start() throws Exception {
        provider = provider();
        provider.start((actor, operation, payload) -> {
            try {
                assertThat(actor).isEqualTo(ACTOR);
                assertThat(operation).isEqualTo("ReceiveChunk");
                received.add(Shapes.FILE_CHUNK.decode(payload));
                return new byte[0];
            } catch (dev.wascc.provider.message.MessageFormatException e) {
                throw new AssertionError(e);
            }
        });
        provider.bind(new Binding(ACTOR, "wascc:blobstore", "default", values()));
    }

    @AfterEach
    void stop() throws Exception {
        provider.close();
    }

    private byte[] call(String operation, Message request) throws Exception {
        return provider.handle(ACTOR, operation, request.encode());
    }

    private Message answer(String operation, Message request) throws Exception {
        MessageShape response =
                Operations.named(operation).orElseThrow().response().orElseThrow();
        return response.decode(call(operation, request));
    }

    private static Message container(String id) {
        return Shapes.CONTAINER.message().with("id", id);
    }

    private static Message blob(String container, String id) {
        return Shapes.BLOB.message().with("id", id).with("container", container).with("byteSize", 0);
    }

    private static Message chunk(String container, String id, long number, long total, byte[] bytes) {
        return Shapes.FILE_CHUNK
                .message()
                .with("sequenceNo", number)
                .with("container", container)
                .with("id", id)
                .with("totalBytes", total)
                .with("chunkSize", 1000L)
                .with("chunkBytes", bytes);
    }

    private static Message wanted(String container, String id, long chunkSize) {
        return Shapes.STREAM_REQUEST
                .message()
                .with("id", id)
                .with("container", container)
                .with("chunkSize", chunkSize);
    }

    private void create(String container) throws Exception {
        assertThat(answer("CreateContainer", container(container)).text("id")).isEqualTo(container);
    }

    private void start(String container, String id, long total) throws Exception {
        assertThat(call("StartUpload", chunk(container, id, 0, total, new byte[0])))
                .isEmpty();
    }

    private void put(String container, String id, byte[] bytes) throws Exception {
        start(container, id, bytes.length);
        for (int at = 0, number = 0; at < bytes.length; at += 1000, number++) {
            byte[] part = Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + 1000));
            assertThat(call("UploadChunk", chunk(container, id, number, bytes.length, part)))
                    .isEmpty();
        }
    }

    private void put(String container, String id, String text) throws Exception {
        put(container, id, text.getBytes(StandardCharsets.UTF_8));
    }

    private List<Message> download(Message request) throws Exception {
        assertThat(call("StartDownload", request)).isEmpty();
        List<Message> chunks = new ArrayList<>();
        long got = 0;
        do {
            Message chunk = received.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(chunk)
                    .as("chunk %s of %s", chunks.size(), request.text("id"))
                    .isNotNull();
            chunks.add(chunk);
            got += chunk.bytes("chunkBytes").length;
        } while (got < chunks.get(0).whole("totalBytes"));
        return chunks;
    }

    private static byte[] joined(List<Message> chunks) {
        java.io.ByteArrayOutputStream all = new java.io.ByteArrayOutputStream();
        chunks.forEach(chunk -> all.writeBytes(chunk.bytes("chunkBytes")));
        return all.toByteArray();
    }

    private String text(String container, String id) throws Exception {
        return new String(joined(download(wanted(container, id, 0))), StandardCharsets.UTF_8);
    }

    private long size(String container, String id) throws Exception {
        Message info = answer("GetObjectInfo", blob(container, id));
        assertThat(info.text("id")).isEqualTo(id);
        assertThat(info.text("container")).isEqualTo(container);
        return info.whole("byteSize");
    }

    private void assertAbsent(String container, String id) throws Exception {
        Message info = answer("GetObjectInfo", blob(container, id));
        assertThat(info.text("id")).isEqualTo("none");
        assertThat(info.text("container")).isEqualTo("none");
        assertThat(info.whole("byteSize")).isZero();
    }

    private List<String> list(String container) throws Exception {
        Message list = answer("ListObjects", container(container));
        return ((List<?>) list.value("blobs").orElseThrow())
                .stream()
                        .map(Message.class::cast)
                        .map(blob -> blob.text("container") + "/" + blob.text("id") + " " + blob.whole("byteSize"))
                        .toList();
    }

    @Test
    void what_is_uploaded_is_listed_described_and_downloaded() throws Exception {
        create("photos");
        put("photos", "b.jpg", "second");
        put("photos", "a.jpg", "the first");
        assertThat(list("photos")).containsExactly("photos/a.jpg 9", "photos/b.jpg 6");
        assertThat(size("photos", "a.jpg")).isEqualTo(9);
        assertThat(text("photos", "a.jpg")).isEqualTo("the first");
    }

    @Test
    void a_download_comes_in_chunks_of_the_size_that_was_asked_for_numbered_in_order() throws Exception {
        byte[] bytes = new byte[10_500];
        new Random(7).nextBytes(bytes);
        create("photos");
        put("photos", "a", bytes);
        List<Message> chunks = download(wanted("photos", "a", 4_000).with("context", "for Ana"));
        assertThat(chunks).extracting(chunk -> chunk.bytes("chunkBytes").length).containsExactly(4_000, 4_000, 2_500);
        long first = firstNumber();
        assertThat(chunks).extracting(chunk -> chunk.whole("sequenceNo")).containsExactly(first, first + 1, first + 2);
        assertThat(chunks).allSatisfy(chunk -> {
            assertThat(chunk.text("container")).isEqualTo("photos");
            assertThat(chunk.text("id")).isEqualTo("a");
            assertThat(chunk.whole("totalBytes")).isEqualTo(bytes.length);
            assertThat(chunk.whole("chunkSize")).isEqualTo(4_000);
            assertThat(chunk.optionalText("context")).contains("for Ana");
        });
        assertThat(joined(chunks)).isEqualTo(bytes);
    }

    @Test
    void an_empty_blob_is_there_at_once_and_downloads_as_one_empty_chunk() throws Exception {
        create("photos");
        start("photos", "empty", 0);
        assertThat(size("photos", "empty")).isZero();
        assertThat(download(wanted("photos", "empty", 100))).hasSize(1);
    }

    @Test
    void a_blob_is_not_there_before_its_last_chunk() throws Exception {
        create("photos");
        put("photos", "a", "old");
        start("photos", "a", 2_000);
        start("photos", "b", 2_000);
        call("UploadChunk", chunk("photos", "b", 0, 2_000, new byte[1_000]));
        assertAbsent("photos", "b");
        assertThat(list("photos")).containsExactly("photos/a 3");
        assertThat(text("photos", "a")).isEqualTo("old");
        call("UploadChunk", chunk("photos", "b", 1, 2_000, new byte[1_000]));
        assertThat(size("photos", "b")).isEqualTo(2_000);
    }

    @Test
    void a_blob_is_replaced_by_another_of_its_name() throws Exception {
        create("photos");
        put("photos", "a", "old and long");
        put("photos", "a", "new");
        assertThat(text("photos", "a")).isEqualTo("new");
        assertThat(list("photos")).containsExactly("photos/a 3");
    }

    @Test
    void chunks_may_be_numbered_from_one() throws Exception {
        create("photos");
        start("photos", "a", 6);
        call("UploadChunk", chunk("photos", "a", 1, 6, "abc".getBytes(StandardCharsets.UTF_8)));
        call("UploadChunk", chunk("photos", "a", 2, 6, "def".getBytes(StandardCharsets.UTF_8)));
        assertThat(text("photos", "a")).isEqualTo("abcdef");
    }

    @Test
    void a_chunk_out_of_order_ends_the_upload_and_leaves_nothing() throws Exception {
        create("photos");
        start("photos", "a", 3_000);
        call("UploadChunk", chunk("photos", "a", 0, 3_000, new byte[1_000]));
        assertThatThrownBy(() -> call("UploadChunk", chunk("photos", "a", 2, 3_000, new byte[1_000])))
                .hasMessageContaining("chunk 2 of photos/a came where chunk 1 was due");
        assertThatThrownBy(() -> call("UploadChunk", chunk("photos", "a", 1, 3_000, new byte[1_000])))
                .hasMessageContaining("no upload of photos/a is under way");
        assertAbsent("photos", "a");
    }

    @Test
    void more_bytes_than_announced_are_refused() throws Exception {
        create("photos");
        start("photos", "a", 3);
        assertThatThrownBy(() -> call("UploadChunk", chunk("photos", "a", 0, 3, new byte[4])))
                .hasMessageContaining("beyond the 3 bytes that StartUpload announced");
        assertAbsent("photos", "a");
    }

    @Test
    void a_chunk_without_a_started_upload_is_refused() throws Exception {
        create("photos");
        assertThatThrownBy(() -> call("UploadChunk", chunk("photos", "a", 0, 3, new byte[3])))
                .hasMessageContaining("no upload of photos/a is under way");
    }

    @Test
    void uploads_at_once_are_bounded() throws Exception {
        create("photos");
        for (int i = 0; i < 8; i++) {
            start("photos", "a" + i, 10);
        }
        assertThatThrownBy(() -> start("photos", "one-more", 10)).hasMessageContaining("8 uploads under way");
    }

    @Test
    void a_removed_blob_is_gone_and_removing_it_again_is_no_error() throws Exception {
        create("photos");
        put("photos", "a", "x");
        assertThat(call("RemoveObject", blob("photos", "a"))).isEmpty();
        assertAbsent("photos", "a");
        assertThat(list("photos")).isEmpty();
        assertThat(call("RemoveObject", blob("photos", "a"))).isEmpty();
    }

    @Test
    void making_a_container_again_keeps_its_blobs() throws Exception {
        create("photos");
        put("photos", "a", "x");
        create("photos");
        assertThat(list("photos")).containsExactly("photos/a 1");
    }

    @Test
    void only_an_empty_container_is_removed() throws Exception {
        create("photos");
        put("photos", "a", "x");
        assertThatThrownBy(() -> call("RemoveContainer", container("photos")))
                .hasMessageContaining("photos")
                .hasMessageContaining("not empty");
        call("RemoveObject", blob("photos", "a"));
        assertThat(call("RemoveContainer", container("photos"))).isEmpty();
        assertThatThrownBy(() -> list("photos")).hasMessageContaining("no container photos");
    }

    @Test
    void without_its_container_a_blob_can_not_be_had_and_not_be_made() throws Exception {
        assertAbsent("nowhere", "a");
        assertThatThrownBy(() -> put("nowhere", "a", "x")).hasMessageContaining("no container nowhere");
        assertThatThrownBy(() -> call("StartDownload", wanted("nowhere", "a", 0)))
                .hasMessageContaining("no blob nowhere/a");
    }

    @Test
    void containers_do_not_see_each_others_blobs() throws Exception {
        create("photos");
        create("letters");
        put("photos", "a", "picture");
        put("letters", "a", "text");
        assertThat(text("photos", "a")).isEqualTo("picture");
        assertThat(text("letters", "a")).isEqualTo("text");
    }

    @Test
    void a_chunk_that_no_message_can_carry_is_refused() throws Exception {
        create("photos");
        put("photos", "a", "x");
        assertThatThrownBy(() -> call("StartDownload", wanted("photos", "a", 1L << 40)))
                .hasMessageContaining("chunkSize");
    }

    @Test
    void ids_that_are_empty_or_hold_control_characters_are_refused() throws Exception {
        create("photos");
        for (String id : List.of("", "a\u0000b", "a\nb")) {
            assertThatThrownBy(() -> call("CreateContainer", container(id))).isNotNull();
            assertThatThrownBy(() -> call("StartUpload", chunk("photos", id, 0, 1, new byte[0])))
                    .isNotNull();
        }
    }

    @Test
    void other_operations_and_actors_are_refused() {
        assertThatThrownBy(() -> call("Explode", container("photos"))).hasMessage("bad dispatch");
        assertThatThrownBy(() -> provider.handle(
                        "somebody", "CreateContainer", container("photos").encode()))
                .hasMessage("Attempted to invoke binding-required operation on unbound provider");
    }
}
