package dev.wascc.actor;

/** A part of a blob that is being downloaded. */
public final class Chunk {
    private final String container;
    private final String id;
    private final long number;
    private final long total;
    private final String context;
    private final byte[] bytes;

    private Chunk(FieldReader fields) {
        container = fields.text("container");
        id = fields.text("id");
        number = fields.whole("sequenceNo");
        total = fields.whole("totalBytes");
        context = fields.text("context");
        bytes = fields.bytes("chunkBytes");
    }

    static Chunk read(byte[] payload) {
        return new Chunk(new FieldReader(
                payload, "sequenceNo", "container", "id", "totalBytes", "chunkSize", "context", "chunkBytes"));
    }

    public String container() {
        return container;
    }

    public String id() {
        return id;
    }

    /** Grows by one; the first is 0, from S3 1. */
    public long number() {
        return number;
    }

    /** Bytes of the whole blob. */
    public long total() {
        return total;
    }

    /** What was given to {@link Blobstore#download}. */
    public String context() {
        return context;
    }

    public byte[] bytes() {
        return bytes;
    }
}
