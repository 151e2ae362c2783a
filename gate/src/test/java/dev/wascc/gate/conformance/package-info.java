/** Writes the conformance corpus at the root of the repository, and holds the gate against it. */
package dev.wascc.gate.conformance;
