/**
 * Encoded Ed25519 keys: who signs, who is signed.
 *
 * <p>{@link dev.wascc.nkeys.PublicKey} is the text everybody may see, {@link dev.wascc.nkeys.SigningKey} holds the secret. The text
 * format is that of NATS nkeys as the Rust crate writes it, with its two types (module, service) that Go does not know. Claims and
 * tokens do not belong here.
 */
@NullMarked
package dev.wascc.nkeys;

import org.jspecify.annotations.NullMarked;
