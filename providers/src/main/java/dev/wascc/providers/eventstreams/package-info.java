/** {@code wascc:eventstreams} in memory: {@link dev.wascc.providers.eventstreams.MemoryStreamsProvider}. */
@NullMarked
package dev.wascc.providers.eventstreams;

import org.jspecify.annotations.NullMarked;
