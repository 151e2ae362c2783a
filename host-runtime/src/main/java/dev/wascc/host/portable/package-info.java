/**
 * A capability provider that is itself a signed WebAssembly module, {@code prov: true}.
 *
 * <p>{@link dev.wascc.host.portable.PortableProvider} speaks to it in waPC calls of the origin {@code system}; {@link dev.wascc.host.portable.PortableGuest} is the
 * running module, which the host supplies. Nothing here knows of the host or of the engine.
 */
@NullMarked
package dev.wascc.host.portable;

import org.jspecify.annotations.NullMarked;
