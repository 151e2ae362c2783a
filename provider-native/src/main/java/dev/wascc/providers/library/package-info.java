/**
 * Capability providers that are shared libraries, spoken to through the C interface of {@code native-abi/wascc_provider.h}. Start with
 * {@link dev.wascc.providers.library.LibraryProvider}. Such a library is as trusted as the host: nothing of it is sandboxed.
 */
@NullMarked
package dev.wascc.providers.library;

import org.jspecify.annotations.NullMarked;
