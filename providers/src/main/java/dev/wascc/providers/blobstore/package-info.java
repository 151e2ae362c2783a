/**
 * {@code wascc:blobstore}: blobs in memory and in a directory. Start with
 * {@link dev.wascc.providers.blobstore.DirectoryBlobProvider}; chunks and messages are in {@code dev.wascc.provider.blob}.
 */
@NullMarked
package dev.wascc.providers.blobstore;

import org.jspecify.annotations.NullMarked;
