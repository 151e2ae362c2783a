/**
 * {@code wascc:messaging} on NATS: {@link dev.wascc.providers.nats.NatsProvider}. {@code NatsLink} is one actor's connection and subscriptions.
 */
@NullMarked
package dev.wascc.providers.nats;

import org.jspecify.annotations.NullMarked;
