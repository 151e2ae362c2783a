/**
 * What {@code wascc run} shows while it runs. {@link dev.wascc.cli.watch.CallStatistics} counts, {@code Frame} lays out,
 * {@link dev.wascc.cli.watch.Screen} keeps the frame below all other lines, {@link dev.wascc.cli.watch.LiveView} renews it each second.
 */
@NullMarked
package dev.wascc.cli.watch;

import org.jspecify.annotations.NullMarked;
