/**
 * What an issuer says of a subject, and whether to believe it.
 *
 * <p>{@link dev.wascc.claims.ActorModule} is bytes with a token that nobody has judged, {@link dev.wascc.claims.Verifier} judges, and
 * {@link dev.wascc.claims.VerifiedActor} is what comes out. {@link dev.wascc.claims.Signer} goes the other way. Reading and
 * writing key files is in {@code dev.wascc.nkeys}; running actors is elsewhere.
 */
@NullMarked
package dev.wascc.claims;

import org.jspecify.annotations.NullMarked;
