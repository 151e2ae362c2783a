/**
 * {@code wascc:keyvalue} in memory, with the semantics of Redis. Start with {@link dev.wascc.providers.keyvalue.KeyValueProvider}, which speaks
 * the messages; {@code MemoryStore} keeps the values.
 */
@NullMarked
package dev.wascc.providers.keyvalue;

import org.jspecify.annotations.NullMarked;
