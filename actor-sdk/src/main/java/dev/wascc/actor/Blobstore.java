package dev.wascc.actor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code wascc:blobstore}, under the default binding name or another. Every method throws a {@link HostException} where the host refuses. */
public final class Blobstore {
    /** Bytes that one message carries in comfort. */
    public static final int CHUNK = 256 << 10;

    private static final String CAPABILITY = "wascc:blobstore";

    private final String binding;

    public Blobstore() {
        this("default");
    }

    public Blobstore(String binding) {
        this.binding = binding;
    }

    /** Makes a container; one that is there already stays as it is. */
    public void createContainer(String container) {
        call("CreateContainer", container(container));
    }

    /** Removes an empty container. */
    public void removeContainer(String container) {
        call("RemoveContainer", container(container));
    }

    /** The ids of a container's blobs. */
    public List<String> list(String container) {
        List<String> ids = new ArrayList<>();
        FieldReader answer = new FieldReader(call("ListObjects", container(container)), "blobs");
        for (FieldReader blob : answer.messages("blobs", "id")) {
            ids.add(blob.text("id"));
        }
        return ids;
    }

    /** The size of a blob in bytes; empty where there is none. */
    public Optional<Long> size(String container, String id) {
        FieldReader blob = new FieldReader(call("GetObjectInfo", blob(container, id)), "id", "container", "byteSize");
        boolean there = blob.text("id").equals(id) && blob.text("container").equals(container);
        return there ? Optional.of(blob.whole("byteSize")) : Optional.empty();
    }

    /** Removes a blob; one that is not there is none. */
    public void remove(String container, String id) {
        call("RemoveObject", blob(container, id));
    }

    /** Writes a blob, chunk by chunk; it is there when this returns. */
    public void put(String container, String id, byte[] bytes) {
        call("StartUpload", chunk(container, id, 0, bytes, 0, 0));
        long number = 0;
        for (int at = 0; at < bytes.length; at += CHUNK) {
            call("UploadChunk", chunk(container, id, number++, bytes, at, Math.min(CHUNK, bytes.length - at)));
        }
    }

    /**
     * Asks for a blob; its chunks come to {@link Actors#receive} after this call, so not before the actor has answered what it is
     * answering.
     *
     * @param context comes back with each chunk
     */
    public void download(String container, String id, String context) {
        call(
                "StartDownload",
                new FieldWriter(4)
                        .text("id", id)
                        .text("container", container)
                        .whole("chunkSize", CHUNK)
                        .text("context", context)
                        .toBytes());
    }

    private static byte[] container(String id) {
        return new FieldWriter(1).text("id", id).toBytes();
    }

    private static byte[] blob(String container, String id) {
        return new FieldWriter(3)
                .text("id", id)
                .text("container", container)
                .whole("byteSize", 0)
                .toBytes();
    }

    private static byte[] chunk(String container, String id, long number, byte[] all, int at, int length) {
        byte[] part = new byte[length];
        System.arraycopy(all, at, part, 0, length);
        return new FieldWriter(6)
                .whole("sequenceNo", number)
                .text("container", container)
                .text("id", id)
                .whole("totalBytes", all.length)
                .whole("chunkSize", CHUNK)
                .bytes("chunkBytes", part)
                .toBytes();
    }

    private byte[] call(String operation, byte[] request) {
        return Host.call(binding, CAPABILITY, operation, request);
    }
}
