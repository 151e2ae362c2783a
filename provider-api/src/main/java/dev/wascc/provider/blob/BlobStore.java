package dev.wascc.provider.blob;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * Containers of blobs, as one binding sees them. All methods may be called from several threads at once. The message of an
 * exception is what the actor sees; no secret and no path of the host may stand in it.
 */
public interface BlobStore extends AutoCloseable {

    /**
     * A blob there is.
     *
     * @param size in bytes
     */
    record Blob(String container, String id, long size) {}

    /** A blob that is being written; used by one thread at a time. Nobody sees it before {@link #finish}. */
    interface Upload {
        /** Adds these bytes; never more than was announced. Do not keep the array. */
        void write(byte[] bytes) throws IOException;

        /** Makes the whole blob appear at once, in the place of one of the same name. Called when all announced bytes are written. */
        void finish() throws IOException;

        /** Leaves nothing of it behind. */
        void abort();
    }

    /** Makes a container; one that is there already stays as it is. */
    void createContainer(String container) throws IOException;

    /** Removes an empty container. */
    void removeContainer(String container) throws IOException;

    /** The blobs of a container, in the order of their ids. */
    List<Blob> list(String container) throws IOException;

    /** One blob; empty where it or its container is not there. */
    Optional<Blob> find(String container, String id) throws IOException;

    /** Removes a blob; one that is not there is none. */
    void remove(String container, String id) throws IOException;

    /**
     * Begins a blob.
     *
     * @param size in bytes, of the whole; room for it is taken at once
     */
    Upload upload(String container, String id, long size) throws IOException;

    /** The bytes of a blob as {@link #find} answered it; a blob that changes meanwhile ends in an exception or in its old bytes. */
    InputStream open(Blob blob) throws IOException;

    /** Frees connections; blobs stay. */
    @Override
    default void close() {}
}
