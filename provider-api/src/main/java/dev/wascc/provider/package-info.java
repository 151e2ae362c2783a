/**
 * The door a capability provider is called through.
 *
 * <p>Read {@link dev.wascc.provider.CapabilityProvider} first, then {@link dev.wascc.provider.Dispatcher}, the way back
 * into an actor. The MessagePack messages of the well-known capabilities are in {@code dev.wascc.provider.message}. Nothing
 * here knows of the host, of claims or of WebAssembly.
 */
@NullMarked
package dev.wascc.provider;

import org.jspecify.annotations.NullMarked;
