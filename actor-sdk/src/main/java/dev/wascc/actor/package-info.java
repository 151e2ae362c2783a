/**
 * What an actor written in Java is written against. It becomes WebAssembly, so only what TeaVM's class library has is used here: no
 * reflection, no streams over files or sockets, no threads.
 *
 * <p>An actor's {@code main} calls {@link dev.wascc.actor.Actors#serve}. What it may ask its host for are {@link dev.wascc.actor.KeyValue},
 * {@link dev.wascc.actor.Log} and, for everything else, {@link dev.wascc.actor.Host}. Whether it may is for its signed claims to say.
 */
@NullMarked
package dev.wascc.actor;

import org.jspecify.annotations.NullMarked;
