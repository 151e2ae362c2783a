/** What all providers of {@code wascc:messaging} share: {@link dev.wascc.provider.messaging.Subject} and the messages both ways. */
@NullMarked
package dev.wascc.provider.messaging;

import org.jspecify.annotations.NullMarked;
