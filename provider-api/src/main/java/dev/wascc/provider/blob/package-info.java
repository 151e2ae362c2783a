/**
 * {@code wascc:blobstore} over anything that holds containers of blobs.
 *
 * <p>Implement {@link dev.wascc.provider.blob.BlobStore} and extend {@link dev.wascc.provider.blob.BlobStoreProvider}: messages, the
 * order of chunks, downloads in the background and their bounds are done here.
 */
@NullMarked
package dev.wascc.provider.blob;

import org.jspecify.annotations.NullMarked;
