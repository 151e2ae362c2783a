/**
 * Binds actors to providers and carries invocations between them.
 *
 * <p>{@link dev.wascc.host.Host} is the door; {@code Router} decides who may call whom, {@code Gatekeeper} by what rules, {@code HostedActor} holds one
 * actor, {@code ActorVersion} the instances that run it. A provider that is a module is spoken to in {@code dev.wascc.host.portable}. Manifests are read in {@code dev.wascc.host.manifest}. Which providers there are is the front ends' choice.
 */
@NullMarked
package dev.wascc.host;

import org.jspecify.annotations.NullMarked;
