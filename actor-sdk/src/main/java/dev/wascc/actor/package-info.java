/**
 * What an actor written in Java is written against. It becomes WebAssembly, so only what TeaVM's class library has is used here: no
 * reflection, no streams over files or sockets, no threads.
 *
 * <p>An actor's {@code main} calls {@link dev.wascc.actor.Actors#serve}. What it may ask its host for are {@link dev.wascc.actor.KeyValue},
 * {@link dev.wascc.actor.Messaging}, {@link dev.wascc.actor.Log}, {@link dev.wascc.actor.Extras} and, for everything else, {@link dev.wascc.actor.Host}. Whether it may is for
 * its signed claims to say.
 *
 * <p>In an actor {@code System.currentTimeMillis} is 0, what goes to {@code System.out} is lost, and {@code Math.random} and {@code Math.pow}
 * do not compile: only the host knows the time, keeps the log and has randomness.
 */
@NullMarked
package dev.wascc.actor;

import org.jspecify.annotations.NullMarked;
