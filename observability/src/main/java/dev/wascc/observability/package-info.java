/**
 * Seeing into a host. {@link dev.wascc.observability.CallMetrics} counts its calls for Prometheus,
 * {@link dev.wascc.observability.CallSpans} makes OpenTelemetry spans of them, {@link dev.wascc.observability.ActorLogContext} says in
 * its log which actor a line is about; {@link dev.wascc.observability.AdminServer} answers probes and scrapes.
 */
@NullMarked
package dev.wascc.observability;

import org.jspecify.annotations.NullMarked;
