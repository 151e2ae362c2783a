/**
 * Signed actors in JUnit tests, on a host of their own: {@link dev.wascc.testing.WasccTest}, {@link dev.wascc.testing.Actor},
 * {@link dev.wascc.testing.Provides}, {@link dev.wascc.testing.Mock}. Actors come through the same gate as on a command line and at the start of a host.
 */
@NullMarked
package dev.wascc.testing;

import org.jspecify.annotations.NullMarked;
