/**
 * Reading a host manifest: YAML or JSON, with the schema of wascc-host 0.14 and blocks of our own (docs/manifest.md).
 *
 * <p>{@link dev.wascc.host.manifest.Manifest} is what stands in one, {@link dev.wascc.host.manifest.ManifestHost} brings a host up by it.
 */
@NullMarked
package dev.wascc.host.manifest;

import org.jspecify.annotations.NullMarked;
