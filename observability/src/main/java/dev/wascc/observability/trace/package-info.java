/**
 * The calls of a host one by one, for people and for tools. {@link dev.wascc.observability.trace.CallTracer} sees them and hands each whole
 * chain of calls to {@link dev.wascc.observability.trace.TraceSink}s.
 */
@NullMarked
package dev.wascc.observability.trace;

import org.jspecify.annotations.NullMarked;
