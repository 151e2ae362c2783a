/**
 * Where a module comes from: in-toto statements with SLSA provenance, signed with an issuer's key beside the module. Start at {@link
 * dev.wascc.gate.provenance.Provenance}, which is what is known of a build, and {@link dev.wascc.gate.provenance.Attestation}, which
 * somebody signed and nobody has verified yet. Whether one is asked for is a policy's business, and not decided here.
 */
@NullMarked
package dev.wascc.gate.provenance;

import org.jspecify.annotations.NullMarked;
