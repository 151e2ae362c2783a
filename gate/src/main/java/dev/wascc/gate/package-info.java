/**
 * The gate: one engine that judges signed modules by a policy file, for the command line, the Maven plugin and the start of a host.
 * What one of them refuses, the others refuse, by the same rule id. Start at {@link dev.wascc.gate.Gate}.
 */
@NullMarked
package dev.wascc.gate;

import org.jspecify.annotations.NullMarked;
