/** What all providers of {@code wascc:eventstreams} share: an {@link dev.wascc.provider.eventstreams.EventStore} to implement, and its messages. */
@NullMarked
package dev.wascc.provider.eventstreams;

import org.jspecify.annotations.NullMarked;
