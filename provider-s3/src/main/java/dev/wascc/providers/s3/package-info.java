/**
 * {@code wascc:blobstore} in S3, of Amazon or of anything that speaks it. Start with
 * {@link dev.wascc.providers.s3.S3BlobProvider}; {@link dev.wascc.providers.s3.S3BlobStore} has the requests.
 */
@NullMarked
package dev.wascc.providers.s3;

import org.jspecify.annotations.NullMarked;
