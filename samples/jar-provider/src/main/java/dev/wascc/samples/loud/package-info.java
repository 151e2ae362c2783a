/** A capability provider that is a jar of its own: {@link dev.wascc.samples.loud.LoudProvider}. */
@NullMarked
package dev.wascc.samples.loud;

import org.jspecify.annotations.NullMarked;
