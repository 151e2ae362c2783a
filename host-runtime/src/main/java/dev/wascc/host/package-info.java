/**
 * Binds actors to providers and carries invocations between them.
 *
 * <p>{@link dev.wascc.host.Host} is the door; {@code Router} decides who may call whom, {@code HostedActor} holds one actor's instance and
 * its lock. Manifests are read in {@code dev.wascc.host.manifest}. Which providers there are is the front ends' choice.
 */
@NullMarked
package dev.wascc.host;

import org.jspecify.annotations.NullMarked;
