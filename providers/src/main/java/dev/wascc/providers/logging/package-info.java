/** {@code wascc:logging}: what an actor logs, one line an entry. Start with {@link dev.wascc.providers.logging.LoggingProvider}. */
@NullMarked
package dev.wascc.providers.logging;

import org.jspecify.annotations.NullMarked;
