/**
 * {@code wascc:messaging} within one host. Start with {@link dev.wascc.providers.messaging.InProcessMessagingProvider}; {@code Subscriber} is one
 * actor's queue.
 */
@NullMarked
package dev.wascc.providers.messaging;

import org.jspecify.annotations.NullMarked;
