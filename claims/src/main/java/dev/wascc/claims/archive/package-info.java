/**
 * Provider archives ({@code .par}): a provider's shared libraries, one for each target, and the signed claims that list their hashes.
 *
 * <p>{@link dev.wascc.claims.archive.ProviderArchive} is what a file says; {@link dev.wascc.claims.archive.ArchiveVerifier} makes a
 * {@link dev.wascc.claims.archive.VerifiedProvider} of it, the only thing that gives out a library to be loaded.
 */
@NullMarked
package dev.wascc.claims.archive;

import org.jspecify.annotations.NullMarked;
