/** Java actors to WebAssembly, through TeaVM's linear-memory backend. Start with {@code ActorCompiler}. */
@NullMarked
package dev.wascc.actor.maven;

import org.jspecify.annotations.NullMarked;
