/** The log of {@code wascc run} and {@code call}: {@link dev.wascc.cli.log.LogOutput} says where it goes, and how it looks. */
@NullMarked
package dev.wascc.cli.log;

import org.jspecify.annotations.NullMarked;
