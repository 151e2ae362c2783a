/**
 * Keys in PKCS#11 tokens: {@code pkcs11:} references (RFC 7512) for {@link dev.wascc.nkeys.KeyReference}.
 *
 * <p>The C interface is called directly, because the JDK's provider has no Ed25519 (docs/adr/0010). Nothing here is public but what
 * {@link java.util.ServiceLoader} needs.
 */
@NullMarked
package dev.wascc.keys.pkcs11;

import org.jspecify.annotations.NullMarked;
