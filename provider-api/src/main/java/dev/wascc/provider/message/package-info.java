/**
 * The MessagePack messages of the well-known capabilities.
 *
 * <p>A {@link dev.wascc.provider.message.MessageShape} says which fields a message has, in order, and reads and writes it as
 * rmp-serde 0.14 does; a {@link dev.wascc.provider.message.Message} is one such message. {@link dev.wascc.provider.message.Shapes} has all
 * of them, and {@link dev.wascc.provider.message.Operations} says which belong to which operation.
 */
@NullMarked
package dev.wascc.provider.message;

import org.jspecify.annotations.NullMarked;
