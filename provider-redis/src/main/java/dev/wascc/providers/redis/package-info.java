/**
 * Capabilities on Redis, and on what speaks its protocol: {@link dev.wascc.providers.redis.RedisKeyValueProvider}, {@link
 * dev.wascc.providers.redis.RedisStreamsProvider} and {@link dev.wascc.providers.redis.RedisGraphProvider}. {@code RedisServer} is the pool of
 * connections that all of them stand on, and says what happens when the server goes away.
 */
@NullMarked
package dev.wascc.providers.redis;

import org.jspecify.annotations.NullMarked;
